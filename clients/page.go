package clients

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// maxItem bounds one item of a list, in bytes; a whole list may be of any length.
const maxItem = 64 << 20

// Page is where Conn.Do puts one page of a list: item by item as it is read, so that the page is never held whole.
type Page struct {
	List  string                    // name of the member that holds the items; empty: the answer itself is the list
	Item  func(*json.Decoder) error // decodes exactly one value; ErrEnough ends the reading
	Other map[string]any            // where other members go, by name, decoded as json.Unmarshal does
	Found bool                      // the answer held the list, null or not
	Items int                       // how many were decoded
}

// ErrEnough is what Page.Item answers when no more items are wanted; Do does not pass it on.
var ErrEnough = errors.New("enough was read")

var errItem = errors.New("one item of the answer is larger than 64 MiB")

// Decode returns a Page.Item that decodes each item as a T and hands it to yield, until yield says false.
func Decode[T any](yield func(T) bool) func(*json.Decoder) error {
	return func(d *json.Decoder) error {
		var item T
		if err := d.Decode(&item); err != nil {
			return err
		}
		if !yield(item) {
			return ErrEnough
		}
		return nil
	}
}

// read decodes an answer from its body.
func (p *Page) read(header http.Header, body io.Reader) error {
	meter := &itemReader{from: body}
	buffered := bufio.NewReader(meter)
	start, _ := buffered.Peek(512) // what is wrong shows again below
	if isHTML(header, start) {
		return errHTML
	}
	if len(bytes.TrimSpace(start)) == 0 && len(start) < 512 {
		return errEmpty
	}
	meter.left = maxItem
	d := json.NewDecoder(buffered)
	err := p.decode(d, func() { meter.left = maxItem })
	if err == nil {
		if _, more := d.Token(); more != io.EOF {
			return fmt.Errorf("%w: more follows its end", errUnexpected)
		}
	}
	if errors.Is(err, ErrEnough) {
		return nil
	}
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return err
}

// Decode is for a list inside an item of another: it decodes one value of d, and takes the items of the list in it one by one.
func (p *Page) Decode(d *json.Decoder) error { return p.decode(d, func() {}) }

func (p *Page) decode(d *json.Decoder, next func()) error {
	if p.List == "" {
		p.Found = true
		return p.items(d, next)
	}
	if err := open(d, '{'); err != nil {
		return err
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return err
		}
		switch into := p.other(name); {
		case strings.EqualFold(fmt.Sprint(name), p.List):
			p.Found = true
			err = p.items(d, next)
		case into != nil:
			err = d.Decode(into)
		default:
			var skipped json.RawMessage
			err = d.Decode(&skipped)
		}
		if err != nil {
			return err
		}
	}
	_, err := d.Token()
	return err
}

func (p *Page) other(name json.Token) any {
	for known, into := range p.Other {
		if strings.EqualFold(fmt.Sprint(name), known) {
			return into
		}
	}
	return nil
}

// items decodes an array; null is an empty one.
func (p *Page) items(d *json.Decoder, next func()) error {
	first, err := d.Token()
	if err != nil || first == nil {
		return err
	}
	if first != json.Delim('[') {
		return fmt.Errorf("%w: the list is no list", errUnexpected)
	}
	for d.More() {
		next()
		if err := p.Item(d); err != nil {
			return err
		}
		p.Items++
	}
	_, err = d.Token()
	return err
}

func open(d *json.Decoder, want json.Delim) error {
	first, err := d.Token()
	if err == nil && first != want {
		err = fmt.Errorf("%w: no object", errUnexpected)
	}
	return err
}

// itemReader stops at an item that is too large, however the rest of the answer is.
type itemReader struct {
	from io.Reader
	left int
}

func (r *itemReader) Read(p []byte) (int, error) {
	if r.left < 0 {
		return 0, errItem
	}
	n, err := r.from.Read(p)
	r.left -= n
	return n, err
}
