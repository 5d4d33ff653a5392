/** Public buildings of Hong Kong as customers write them: `region|city|district|first line|second line`. */
export const inHongKong = `
|||香港中環皇后大道中1號|
||中環|皇后大道中2號長江集團中心|
||Central|1 Queen's Road Central|
||Central|8 Finance Street|International Finance Centre Two
Hong Kong|Hong Kong|Admiralty|2 Tim Mei Avenue|
Hong Kong Island||Admiralty|1 Legislative Council Road|
||金鐘|添美道2號政府總部|
||灣仔|港灣道1號會展廣場|
||Wan Chai|Unit 5, 12/F, Convention Plaza|1 Harbour Road
||Wan Chai|7 Gloucester Road|Immigration Tower
||銅鑼灣|高士威道66號|
||Causeway Bay|66 Causeway Road|
||Happy Valley|1 Sports Road|
||跑馬地|山村道2號|
|香港|薄扶林|薄扶林道|香港大學
||Pok Fu Lam|Pokfulam Road|The University of Hong Kong
||薄扶林|薄扶林道102號瑪麗醫院|
||Pokfulam|102 Pok Fu Lam Road|Queen Mary Hospital
||香港仔|黃竹坑道180號|
||Wong Chuk Hang|180 Wong Chuk Hang Road|Ocean Park
||Quarry Bay|979 King's Road|One Taikoo Place
||鰂魚涌|英皇道979號太古坊一座|
||北角|英皇道500號|
||North Point|333 Java Road|North Point Government Offices
||柴灣|樂民道3號|
||Chai Wan|3 Lok Man Road|Pamela Youde Nethersole Eastern Hospital
||上環|德輔道中323號西港城|
||Sheung Wan|323 Des Voeux Road Central|
||The Peak|118 Peak Road|The Peak Galleria
||山頂|山頂道128號凌霄閣|
||赤柱|赤柱大街88號美利樓|
九龍||尖沙咀|梳士巴利道10號|
Kowloon||Tsim Sha Tsui|10 Salisbury Road|Hong Kong Cultural Centre
Kowloon|Hong Kong|Tsim Sha Tsui|Salisbury Road|The Peninsula Hong Kong
||尖沙咀|柯士甸道西1號環球貿易廣場|
KLN||Tsim Sha Tsui|2 Science Museum Road|
||尖沙咀|漆咸道南100號|
||Hung Hom|11 Yuk Choi Road|The Hong Kong Polytechnic University
||紅磡|育才道11號|
||何文田|佛光街|
||Mong Kok|8 Argyle Street|Langham Place
||旺角|亞皆老街8號朗豪坊|
||九龍塘|達之路83號|
||Kowloon Tong|Tat Chee Avenue|City University of Hong Kong
Kowloon||Kowloon Tong|80 Tat Chee Avenue|Festival Walk
||九龍塘|窩打老道224號|
||黃大仙|竹園村2號|
||觀塘|觀塘道418號創紀之城五期|
||Kwun Tong|Flat B, 12/F, 418 Kwun Tong Road|
||Kowloon Bay|1 Trademart Drive|
||油麻地|加士居道30號|
新界||沙田|文林路1號|
New Territories||Sha Tin|1 Man Lam Road|Hong Kong Heritage Museum
N.T.||Sha Tin|The Chinese University of Hong Kong|
||沙田|銀城街30-32號|
||Tai Po|10 Lo Ping Road|The Education University of Hong Kong
||大埔|露屏路10號|
||屯門|青山公路8號嶺南大學|
NT||Tuen Mun|8 Castle Peak Road|Lingnan University
||元朗|天水圍濕地公園路|
||將軍澳|坑口寶寧里2號|
||Clear Water Bay|Clear Water Bay Road|HKUST
||西貢|清水灣香港科技大學|
||荃灣|大河道7號|
||赤鱲角|暢達路1號香港國際機場|
Lantau||Chek Lap Kok|1 Sky Plaza Road|
||大嶼山|昂坪|
||長洲|新興街1號|
`;
