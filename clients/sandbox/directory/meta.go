package directory

import "time"

// meta is a resource's metadata; resourceType is written as in recorded answers, not as in the document's enum.
func (r *request) meta(kind, id string, created, modified time.Time) map[string]any {
	const form = "2006-01-02T15:04:05.000000Z"
	return map[string]any{
		"resourceType": kind, "location": r.location(kind+"s", id),
		"created": created.UTC().Format(form), "lastModified": modified.UTC().Format(form),
	}
}

func (r *request) location(collection, id string) string {
	return r.base + "/scim/directory/" + r.dir.ID + "/" + collection + "/" + id
}
