import { resampleColumns } from './columns.ts';
import { findBegin, findEnd } from './filter.ts';
import { resampleRows } from './rows.ts';
import { measureTable, writeTable } from './table.ts';

export { findBegin, findEnd, measureTable, resampleColumns, resampleRows, writeTable };
