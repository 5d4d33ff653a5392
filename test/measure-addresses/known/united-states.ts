/** Public buildings of the United States, and the names that people give a code’s place, some beside a usual street: `street|unit|city|state|ZIP code`. */
export const inTheUnitedStates = `
1600 Pennsylvania Ave NW||Washington|DC|20500
1600 Pennsylvania Avenue NW||Washington, D.C.|D.C.|20500
350 5th Ave||New York|NY|10118
350 Fifth Avenue|Fl 20|NYC|NY|10118
11 Wall St||New York City|New York|10005
1000 5th Ave||Manhattan|NY|10028
200 Eastern Pkwy||Brooklyn|NY|11238
104 W 120th St||Harlem|NY|10027
41-29 41st St||Sunnyside|NY|11104
3325 Steinway St||Astoria|NY|11103
4600 Broadway||Inwood|NY|10040
61-20 Roosevelt Ave||Woodside|NY|11377
1 E 161st St||Bronx|NY|10451
1 Bay St||St. George|NY|10301
1 Yawkey Way||Boston|Mass.|02215
77 Massachusetts Ave||Cambridge|MA|02139
600 Dorchester Ave||South Boston|MA|02127
640 Centre St||Jamaica Plain|MA|02130
1 Harvard Yd||Cambridge|Massachusetts|02138
520 Chestnut St||Philadelphia|PA|19106
2600 Benjamin Franklin Pkwy||Philly|Pa.|19130
8500 Germantown Ave||Chestnut Hill|PA|19118
4300 Main St||Manayunk|PA|19127
1300 N Calvert St||Mt Vernon|MD|21202
7400 Wisconsin Ave||Bethesda|MD|20814
1 Veterans Pl||Silver Spring|MD|20910
1234 Ingleside Ave||McLean|VA|22101
1234 Chain Bridge Rd||Mc Lean|VA|22101
1700 Tysons Blvd||Tysons Corner|VA|22102
3900 N Fairfax Dr||Ballston|VA|22203
1 Galambos Way||Sandy Springs|GA|30328
4800 Ashford Dunwoody Rd||Dunwoody|GA|30338
225 Baker St NW||Atlanta|GA|30313
600 Euclid Ave||Little Five Points|GA|30307
400 Broad St||Seattle|WA|98109
2000 NW Market St||Ballard|WA|98107
1 Microsoft Way||Redmond|WA|98052
410 Terry Ave N||Seattle|Wash.|98109
1 Apple Park Way||Cupertino|CA|95014
1600 Amphitheatre Pkwy||Mountain View|CA|94043
1 Hacker Way||Menlo Park|CA|94025
450 Jane Stanford Way||Stanford|CA|94305
1 Dr Carlton B Goodlett Pl||San Francisco|CA|94102
1 Ferry Building||SF|Calif.|94111
6925 Hollywood Blvd||Hollywood|CA|90028
1200 Getty Center Dr||Brentwood|CA|90049
2800 E Observatory Rd||Los Feliz|CA|90027
2500 Sunset Blvd||Silver Lake|CA|90026
2500 W Sunset Blvd||Silverlake|CA|90026
1300 Echo Park Ave||Echo Park|CA|90026
10250 Santa Monica Blvd||Century City|CA|90067
405 Hilgard Ave||Westwood|CA|90095
100 Universal City Plz||Universal City|CA|91608
5100 Lankershim Blvd||NoHo|CA|91601
12000 Ventura Blvd||Studio City|CA|91604
1550 El Prado||San Diego|CA|92101
1250 Prospect St||La Jolla|CA|92037
4000 Mission Blvd||Pacific Beach|CA|92109
200 N Spring St||Los Angeles|CA|90012
200 N Spring St||LA|CA|90012
700 E Pine St||Ocean Beach|CA|92107
4801 W 50th St||Edina|MN|55424
3830 Pilot Knob Rd||Eagan|MN|55122
3400 Plymouth Blvd||Plymouth|MN|55447
1800 W Old Shakopee Rd||Bloomington|MN|55431
4100 Lakebreeze Ave N||Brooklyn Center|MN|55429
75 Rev Dr Martin Luther King Jr Blvd||St Paul|MN|55155
13133 E Arapahoe Rd||Centennial|CO|80112
480 S Allison Pkwy||Lakewood|CO|80226
9100 E Mineral Cir||Centennial|CO|80112
200 E Colfax Ave||Denver|CO|80203
8500 Pena Blvd||Denver|Colo.|80249
6060 S Quebec St||Greenwood Village|CO|80111
11 N 4th St||St. Louis|MO|63102
1 Fine Arts Dr||Saint Louis|MO|63110
100 N Main St||O'Fallon|MO|63366
100 N Main St||O’Fallon|MO|63366
255 S Lincoln Ave||O'Fallon|IL|62269
10300 Olive Blvd||Creve Coeur|MO|63141
7447 Forsyth Blvd||Clayton|MO|63105
39 W Lockwood Ave||Webster Groves|MO|63119
3005 Oak Brook Rd||Oak Brook|IL|60523
1060 W Addison St||Wrigleyville|IL|60613
111 S Michigan Ave||Chicago|IL|60603
5700 S DuSable Lake Shore Dr||Hyde Park|IL|60637
1300 S Lake Shore Dr||Chicago|Ill.|60605
4802 N Broadway||Uptown|IL|60640
1000 W Fulton Market||West Loop|IL|60607
1100 Congress Ave||Austin|TX|78701
300 Alamo Plz||San Antonio|TX|78205
1101 Arlington Expy||Ft Worth|TX|76102
200 Texas St||Fort Worth|Tex.|76102
4700 Drexel Dr||Highland Park|TX|75205
3800 University Blvd||University Park|TX|75205
3845 Bellaire Blvd||West University Place|TX|77005
2101 NASA Pkwy||Clear Lake|TX|77058
9900 Memorial Dr||Memorial|TX|77024
1001 N Zaragoza Rd||El Paso|TX|79907
3655 S Las Vegas Blvd||Las Vegas|NV|89109
3655 S Las Vegas Blvd||Paradise|NV|89109
10000 W Charleston Blvd||Summerlin|NV|89135
3333 S Las Vegas Blvd||Vegas|Nev.|89109
1901 N Scottsdale Rd||Scottsdale|AZ|85257
6433 E Doubletree Ranch Rd||Paradise Valley|AZ|85253
11111 N 51st Ave||Ahwatukee|AZ|85044
2600 Hollywood Blvd||Hollywood|FL|33020
1 E 11th St||Riviera Beach|FL|33404
100 N Andrews Ave||Ft. Lauderdale|Fla.|33301
405 Biltmore Way||Coral Gables|FL|33134
3500 Pan American Dr||Coconut Grove|FL|33133
1111 Lincoln Rd||South Beach|FL|33139
9293 Harding Ave||Surfside|FL|33154
6130 Sunset Dr||South Miami|FL|33143
10720 Caribbean Blvd||Cutler Bay|FL|33189
75 King St||St Augustine|FL|32084
1180 Seven Seas Dr||Lake Buena Vista|FL|32830
500 Woodward Ave||Detroit|MI|48226
33000 Civic Center Dr||Farmington Hills|MI|48334
130 S 34th St||University City|PA|19104
100 Art Rooney Ave||Pittsburgh|PA|15212
5700 Fifth Ave||Shadyside|PA|15232
12650 Detroit Ave||Lakewood|OH|44107
3300 Lake Rd||Shaker Hts|OH|44122
1 E Fourth St||Over-the-Rhine|OH|45202
800 Girard St||Mt. Adams|OH|45202
222 W Main St||Mt. Pleasant|SC|29464
2600 SW Barton St||Hillsdale|OR|97239
1219 SW Park Ave||Portland|Ore.|97205
425 Waterfront Dr||Berkeley Hts|NJ|07922
1 Memorial Dr||E. Orange|NJ|07017
1 City Hall Plz||Mount Laurel Township|NJ|08054
820 Mercer St||Cherry Hill|NJ|08002
4199 Campus Dr||Hoboken|N.J.|07030
364 S King St||Honolulu|HI|96813
2005 Kalia Rd||Waikiki|HI|96815
632 W 6th Ave||Anchorage|AK|99501
301 N Main St||Coeur d'Alene|ID|83814
1 Cedar St||Truth or Consequences|NM|87901
100 Gold Ave SW||Albuquerque|New Mexico|87102
63 Calle de San Francisco||San Juan|Puerto Rico|00901
155 Chalan Santo Papa||Hagåtña|Guam|96910
100 W Main St||DeKalb|IL|60115
1 Place d'Armes||French Quarter|LA|70116
1300 Perdido St||New Orleans|LA|70112
2000 Lakeshore Dr||N.O.|LA|70148
116 Fifth Ave S||Nashville|TN|37203
5211 Maryland Way||Brentwood|TN|37027
600 Dexter Ave||Montgomery|Ala.|36130
1 Bear Pl||Waco|Tex|76798
Unit 2050 Box 4190||APO|AP|96278
`;
