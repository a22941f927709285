package facts

import (
	"context"
	"strings"
)

// wanted says which attributes beside the usual ones will be asked for: those
// that the user name, a mapping or the Intent takes. Where no mapping can be
// read it is nil, and all are kept.
func (f *Facts) wanted(ctx context.Context) func(string) bool {
	app, err := f.App(ctx)
	if err != nil {
		return nil
	}
	mapping, err := f.Mapping(ctx)
	if err != nil {
		return nil
	}
	names := map[string]bool{ParseSource(app.UserName.Template).Attribute: true, strings.TrimPrefix(f.intent.EmailAttribute, "user."): true}
	for _, p := range mapping.Properties {
		for _, m := range attributeIn.FindAllStringSubmatch(p.Expression, -1) {
			names[m[1]] = true
		}
	}
	return func(name string) bool { return names[name] }
}
