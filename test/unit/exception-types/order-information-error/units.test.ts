import { describe, expect, it } from 'vitest';
import { linesInOrder } from '#functions/exception-types/order-information-error/units.ts';

describe('a unit that stands where its country’s street belongs', () => {
  it.each([
    ['TW', '5樓之1', '中山路10號', ['中山路10號', '5樓之1']],
    ['TW', '１２樓A室', '民生東路三段８８巷７號', ['民生東路三段８８巷７號', '１２樓A室']],
    ['CN', '3单元502室', '人民路88号', ['人民路88号', '3单元502室']],
    ['CN', '12栋', '建设街1号', ['建设街1号', '12栋']],
    ['HK', '12樓B室', '皇后大道中2號', ['皇后大道中2號', '12樓B室']],
    ['HK', '18 Harbour Road, Flat B, 12/F', '', ['Flat B, 12/F', '18 Harbour Road']],
    ['GB', '221B Baker Street, Flat 2', '', ['Flat 2', '221B Baker Street']],
    ['GB', '10 High Street, First Floor Flat', '', ['First Floor Flat', '10 High Street']],
    ['IE', '10 Upper Merrion Street, Apt 4', '', ['Apt 4', '10 Upper Merrion Street']],
    ['DE', '3. OG', 'Marienplatz 8', ['Marienplatz 8', '3. OG']],
    ['DE', 'Marienplatz 8, Wohnung 12', '', ['Marienplatz 8', 'Wohnung 12']],
    ['AT', 'Stiege 2 Top 7', 'Stephansplatz 3', ['Stephansplatz 3', 'Stiege 2 Top 7']],
    ['FR', '12 bis avenue Jean Jaurès, Appt 4', '', ['12 bis avenue Jean Jaurès', 'Appt 4']],
    ['FR', '126 rue de l’Université, 3ème étage', '', ['126 rue de l’Université', '3ème étage']],
    ['IT', 'Via del Corso 18, scala B, interno 4', '', ['Via del Corso 18', 'scala B, interno 4']],
    ['ES', 'Piso 3', 'Calle de Alcalá 45', ['Calle de Alcalá 45', 'Piso 3']],
    ['PT', '2.º Esq.', 'Rua Augusta 100', ['Rua Augusta 100', '2.º Esq.']],
  ])('%s: %s | %s', (country, first, second, expected) => {
    expect(linesInOrder(country, first, second)).toEqual(expected);
    const [one, two] = expected as [string, string];
    expect(linesInOrder(country, one, two), 'and is then left alone').toBeUndefined();
  });

  it.each([
    ['TW', '復興街3號5樓', ''],
    ['TW', '90巷4號', '中山路'],
    ['TW', '樓上', '中山路10號'],
    ['CN', '88号3栋', ''],
    ['CN', '幸福小区2单元', '人民路88号'],
    ['HK', 'Flat B, 12/F, Tower 3', '18 Harbour Road'],
    ['HK', '中環皇后大道中2號長江集團中心', ''],
    ['GB', 'Flat 2', '10 Downing Street'],
    ['GB', 'Rose Cottage, Flat Lane', ''],
    ['GB', '10 Downing Street', 'Flat 2'],
    ['GB', '7 Floor Street', ''],
    ['DE', 'Marienplatz 8', '3. OG'],
    ['DE', 'Am Top 7', 'Hinterhaus'],
    ['DE', 'Firma Stock 12', 'Marienplatz 8'],
    ['FR', 'Appt 4', '12 rue de Rivoli'],
    ['FR', '12 bis avenue Jean Jaurès', 'Bât. C'],
    ['IT', 'Scala B interno 4', 'Via Roma 5'],
    ['PT', 'Rua Augusta 100, 2.º Esq.', ''],
    ['ES', 'Calle Mayor 5, 3º B', ''],
    ['FI', 'Mannerheimintie 30 A 5', ''],
    ['BR', 'Apto 4', 'Rua Augusta 100'],
  ])('is not seen where it may stand so, %s: %s | %s', (country, first, second) => {
    expect(linesInOrder(country, first, second)).toBeUndefined();
  });
});
