import { fillShelves, openShop } from './shop.ts';

/** Boots the product's assembly, writes the first row, and says so: a process of its own for each sample of `boot`. */
const [assembly = ''] = process.argv.slice(2);
await using runtime = await openShop({ assembly, port: 0 });
await fillShelves(runtime);
process.stdout.write('ready\n');
