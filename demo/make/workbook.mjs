// Workbooks that look like an office's: title, unit line, borders, widths, merged cells; and the same bytes every time.
import ExcelJS from 'exceljs';
import JSZip from 'jszip';

const THIN = { style: 'thin', color: { argb: 'FF000000' } };
const BORDER = { top: THIN, left: THIN, bottom: THIN, right: THIN };
const CENTRE = { horizontal: 'center', vertical: 'middle', wrapText: true };
const MADE = new Date('2026-06-10T01:00:00Z');

/** A new book without a clock in it. */
export function newBook(creator) {
  const book = new ExcelJS.Workbook();
  Object.assign(book, { creator, lastModifiedBy: creator, created: MADE, modified: MADE });
  return book;
}

const letter = index => index < 26 ? String.fromCharCode(65 + index) : String.fromCharCode(64 + Math.floor(index / 26)) + String.fromCharCode(65 + index % 26);

/** A Chinese character is as wide as two digits. */
const needsTwoLines = (value, width) => typeof value === 'string' && (value.includes('\n') || [...value].reduce((sum, c) => sum + (c > '\u2e80' ? 2 : 1), 0) > width);

/** A sheet that is written from the top downwards. `columns`: [{ key, head, group?, width }]; columns with the same group stand side by side. */
export class Page {
  constructor(book, name, columns, { font = '宋体', fill = 'FFDDEBF7', state = 'visible' } = {}) {
    Object.assign(this, { columns, font, fill, row: 0, name });
    this.sheet = book.addWorksheet(name, {
      state, pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
    });
    columns.forEach((column, i) => { this.sheet.getColumn(i + 1).width = column.width; });
  }

  /** Row 1: the title over all columns. */
  title(text, size = 18) {
    const row = this.sheet.getRow(++this.row), cell = row.getCell(1);
    row.height = size * 2;
    cell.value = text;
    cell.font = { name: '方正小标宋简体', size, bold: true };
    cell.alignment = CENTRE;
    this.sheet.mergeCells(this.row, 1, this.row, this.columns.length);
  }

  /** A line over the whole width or, with several texts, each over its share of the columns. Borderless. */
  across(...texts) {
    const row = this.sheet.getRow(++this.row), share = Math.floor(this.columns.length / texts.length);
    texts.forEach((text, i) => {
      const from = i * share + 1, to = i === texts.length - 1 ? this.columns.length : from + share - 1;
      row.getCell(from).value = text;
      row.getCell(from).font = { name: '仿宋', size: 11 };
      row.getCell(from).alignment = { vertical: 'middle', horizontal: 'left' };
      if (to > from) this.sheet.mergeCells(this.row, from, this.row, to);
    });
    return this.row;
  }

  /** The heading: two rows when some column has a group, else one. */
  heading() {
    const two = this.columns.some(column => column.group), top = ++this.row;
    if (two) this.row++;
    this.columns.forEach((column, i) => {
      for (let r = top; r <= this.row; r++) this.#headCell(r, i + 1);
      if (!column.group) {
        this.sheet.getCell(top, i + 1).value = column.head;
        if (two) this.sheet.mergeCells(top, i + 1, this.row, i + 1);
        return;
      }
      this.sheet.getCell(this.row, i + 1).value = column.head;
      if (i > 0 && this.columns[i - 1].group === column.group) return;
      const last = this.columns.findLastIndex((other, j) => j >= i && this.columns.slice(i, j + 1).every(each => each.group === column.group));
      this.sheet.getCell(top, i + 1).value = column.group;
      if (last > i) this.sheet.mergeCells(top, i + 1, top, last + 1);
    });
    this.sheet.getRow(this.row).height = 32;
    this.sheet.views = [{ state: 'frozen', xSplit: 2, ySplit: this.row }];
  }

  #headCell(row, column) {
    const cell = this.sheet.getCell(row, column);
    cell.font = { name: '黑体', size: 10.5 };
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: this.fill } };
    cell.border = BORDER;
    cell.alignment = CENTRE;
  }

  /** One line of the table. `cells` by column key; a Date gets `dateFormat`. @returns its row number */
  line(cells, { hidden = false, mark, dateFormat = 'yyyy-mm-dd' } = {}) {
    const row = this.sheet.getRow(++this.row);
    row.hidden = hidden;
    row.height = this.columns.some(({ key, width }) => needsTwoLines(cells[key], width)) ? 28 : 16;
    this.columns.forEach((column, i) => {
      const cell = row.getCell(i + 1), value = cells[column.key];
      if (value !== undefined && value !== null && value !== '') cell.value = value;
      if (value instanceof Date) cell.numFmt = dateFormat;
      cell.font = { name: this.font, size: 10 };
      cell.border = BORDER;
      cell.alignment = CENTRE;
      if (mark) cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: mark } };
    });
    return this.row;
  }

  /** An empty line inside the table, its borders kept. */
  blank() { return this.line({}); }

  /** A line with one text over the whole table: 一、泉林镇. */
  section(text) {
    this.line({});
    this.sheet.getCell(this.row, 1).value = text;
    this.sheet.getCell(this.row, 1).font = { name: '黑体', size: 11, bold: true };
    this.sheet.mergeCells(this.row, 1, this.row, this.columns.length);
    return this.row;
  }

  /** Joins the cells of one column over several rows; the first one's value stays. */
  merge(key, from, to) {
    if (to <= from) return;
    const column = this.columns.findIndex(each => each.key === key) + 1;
    for (let row = from + 1; row <= to; row++) this.sheet.getCell(row, column).value = null;
    this.sheet.mergeCells(from, column, to, column);
  }

  address(key, row) { return `${letter(this.columns.findIndex(column => column.key === key))}${row}`; }
}

/** The book as bytes; the parts' dates in the zip are the book's own day. */
export async function bytesOf(book) {
  const loose = await JSZip.loadAsync(await book.xlsx.writeBuffer()), tight = new JSZip();
  for (const path of Object.keys(loose.files).sort((a, b) => (a === '[Content_Types].xml' ? -1 : b === '[Content_Types].xml' ? 1 : a < b ? -1 : 1)))
    if (!loose.files[path].dir) tight.file(path, await loose.files[path].async('nodebuffer'), { date: MADE, createFolders: false });
  return tight.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE', compressionOptions: { level: 9 }, platform: 'DOS' });
}
