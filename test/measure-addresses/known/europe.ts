/** Public buildings of the European Union as customers write them: `country|city|postal code|first line|second line`. */
export const inEurope = `
DE|Berlin|11011|Platz der Republik 1|
DE|Berlin|10178|Rathausstr. 15|
DE|München|80331|Marienplatz 8|
DE|Köln|50667|Domkloster 4|
DE|Hamburg|20095|Rathausmarkt 1|
DE|Frankfurt a. M.|60311|Römerberg 23|
AT|Wien|1010|Rathausplatz 1|
AT|Wien|1010|Stephansplatz 3|
FR|Paris|75007|5 avenue Anatole France|
FR|PARIS|75001|99 RUE DE RIVOLI|
FR|Paris cedex 04|75196|Place de l’Hôtel de Ville|
FR|Lyon|69001|1 place de la Comédie|
BE|Bruxelles|1000|Rue de la Loi 16|
BE|Brussel|1000|Grote Markt 1|
NL|Amsterdam|1071 XX|Museumstraat 1|
NL|Den Haag|2513AA|Binnenhof 1a|
LU|Luxembourg|L-1728|14, rue du Marché-aux-Herbes|
IT|Roma|00186|Piazza del Campidoglio 1|
IT|Milano|20121|Piazza della Scala 2|
IT|Firenze|50122|Piazzale degli Uffizi, 6|
ES|Madrid|28014|Paseo del Prado, s/n|
ES|Barcelona|08013|Carrer de Mallorca, 401|
ES|Barcelona|08002|Plaça de Sant Jaume, 1|
PT|Lisboa|1400-206|Praça do Império|s/n
PT|Porto|4049-001|Praça General Humberto Delgado, s/n|
IE|Dublin 2|D02 PN40|College Green|Trinity College
IE|Dublin|D02 R583|10 Upper Merrion Street|
DK|København V|1550|Rådhuspladsen 1|
SE|Stockholm|111 30|Slottsbacken 1|
SE|Stockholm|105 35|Hantverkargatan 1|
FI|Helsinki|00170|Pohjoisesplanadi 11-13|
FI|Helsinki|00100|Mannerheimintie 30|
PL|Warszawa|00-901|plac Defilad 1|
PL|Kraków|31-001|Wawel 5|
CZ|Praha 1|110 00|Mariánské náměstí 2|
CZ|Praha 1|11000|Václavské náměstí 68|
HU|Budapest|1055|Kossuth Lajos tér 1-3|
SK|Bratislava|814 99|Primaciálne námestie 1|
SI|Ljubljana|1000|Mestni trg 1|
HR|Zagreb|10000|Trg sv. Marka 6|
RO|București|050563|Strada Izvor 2-4|
BG|Sofia|1000|33 Moskovska Street|
GR|Athens|105 58|Athinas 63|
EE|Tallinn|15165|Lossi plats 1a|
LV|Rīga|LV-1050|Rātslaukums 1|
LT|Vilnius|LT-01103|Universiteto g. 3|
MT|Valletta|VLT 1110|Republic Street|
CY|Nicosia|1011|Eleftheria Square|1
`;
