package engine

import (
	"strings"

	"github.com/provision-cli/provision/clients/sandbox/world"
)

// apply calls a function in either of its spellings, String.f or fn:f.
func apply(name string, args []string) string {
	name = strings.TrimPrefix(strings.TrimPrefix(name, "String."), "fn:")
	arg := func(i int) string {
		if i < len(args) {
			return args[i]
		}
		return ""
	}
	switch name {
	case "toLowerCase":
		return strings.ToLower(arg(0))
	case "toUpperCase":
		return strings.ToUpper(arg(0))
	case "removeSpaces":
		return strings.ReplaceAll(arg(0), " ", "")
	case "append":
		return arg(0) + arg(1)
	case "substringBefore":
		before, _, _ := strings.Cut(arg(0), arg(1))
		return before
	case "substringAfter":
		_, after, _ := strings.Cut(arg(0), arg(1))
		return after
	}
	return ""
}

// attribute reads user.NAME or source.NAME.
func attribute(u *world.User, name string) string {
	name = strings.TrimPrefix(strings.TrimPrefix(name, "user."), "source.")
	switch name {
	case "login":
		return u.Login
	case "email":
		return u.Email
	case "firstName":
		return u.FirstName
	case "lastName":
		return u.LastName
	case "displayName":
		return u.DisplayName
	case "nickName":
		return u.NickName
	case "title":
		return u.Title
	case "department":
		return u.Department
	case "organization":
		return u.Organization
	case "timezone":
		return u.Timezone
	case "locale":
		return u.Locale
	case "secondEmail":
		return u.SecondEmail
	}
	return u.Custom[name]
}
