package report

import (
	"html/template"
	"iter"
)

// How many rows of a table stand open before the rest is folded, and how many folded ones are printed unasked.
const (
	openRows = 20
	longList = 1000
)

// table is rows of anything, with the columns that say something about any of them. Rows are made while they are
// written, so that a table of very many people needs no memory beside them.
type table[T any] struct {
	Caption string
	Head    string // of the first column, which names the row
	Folded  string // what the folded rows are, where none stands open
	Columns []column[T]
	first   func(T) []string
	rows    iter.Seq[T]
	n, open int
}

// column is a head and the lines of a row's cell beneath it.
type column[T any] struct {
	Head string
	of   func(T) []string
}

// row is one row: its name and its other cells, each of some lines.
type row struct {
	First []string
	Cells [][]string
}

// newTable leaves out the columns that say nothing. Of the rows, open ones are shown and the others folded.
func newTable[T any](caption string, head column[T], rows iter.Seq[T], open int, columns ...column[T]) *table[T] {
	t := &table[T]{Caption: caption, Head: head.Head, first: head.of, rows: rows, open: open}
	says := make([]bool, len(columns))
	for r := range rows {
		t.n++
		for i, c := range columns {
			says[i] = says[i] || len(c.of(r)) > 0
		}
	}
	for i, c := range columns {
		if says[i] {
			t.Columns = append(t.Columns, c)
		}
	}
	return t
}

// Labels are the heads for a narrow screen, which stacks the cells.
func (t *table[T]) Labels() template.CSS {
	var heads []string
	for _, c := range t.Columns {
		heads = append(heads, c.Head)
	}
	return labels(heads...)
}

// Shown says whether any row stands open.
func (t *table[T]) Shown() bool { return t.open > 0 && t.n > 0 }

// Open are the rows that stand open.
func (t *table[T]) Open() iter.Seq[row] { return t.between(0, t.open) }

// Rest are the rows that are folded.
func (t *table[T]) Rest() iter.Seq[row] { return t.between(t.open, t.n) }

func (t *table[T]) between(from, to int) iter.Seq[row] {
	return func(yield func(row) bool) {
		i := 0
		for r := range t.rows {
			if i >= from && i < to && !yield(t.row(r)) {
				return
			}
			i++
		}
	}
}

func (t *table[T]) row(r T) row {
	out := row{First: t.first(r), Cells: make([][]string, len(t.Columns))}
	for i, c := range t.Columns {
		out.Cells[i] = c.of(r)
	}
	return out
}

// Len is how many rows there are.
func (t *table[T]) Len() int { return t.n }

// More is how many rows are folded.
func (t *table[T]) More() int { return max(0, t.n-t.open) }

// Long says whether the folded rows are too many to be printed unasked.
func (t *table[T]) Long() bool { return t.More() > longList }

// line is a cell of one line, or of none where there is nothing to say.
func line(text string) []string {
	if text == "" {
		return nil
	}
	return []string{text}
}
