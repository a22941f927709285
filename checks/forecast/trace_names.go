package forecast

import (
	"strings"

	"github.com/provision-cli/provision/checks/facts"
)

const updateNow = "Okta Admin ▸ Applications ▸ Atlassian Cloud ▸ Sign On ▸ Update Now; whoever has an account under the old address logs in once first."

// names are the two templates, the app's user name, and the sign-on name.
func (w *way) names() []Hop {
	var out []Hop
	out = append(out, stage("Mapping", inApp, "mapping", w.primaryMapping(), w.format())...)
	out = append(out, stage("App user name", inApp, "username", w.appUserName())...)
	return append(out, stage("Sign-on name", inApp, "signon", w.signOnName())...)
}

// primaryMapping is what fills SCIM's primary e-mail, and with what for this person.
func (w *way) primaryMapping() Hop {
	const field = "primary e-mail"
	says := "from " + w.email.String()
	switch {
	case w.app.err != nil:
		h := w.waiting(field)
		h.Value = w.address()
		return h
	case w.primary.err != nil:
		h := blind(field, w.primary.err)
		h.Value = w.address()
		return h
	case w.primary.is.Expression == "":
		return bad(field, "", "nothing is mapped to "+w.primary.is.Variable+", so no address is sent", "Okta Admin ▸ Applications ▸ Atlassian Cloud ▸ Provisioning ▸ Attribute Mappings: map "+w.primary.is.Variable+" to user.email.")
	case !w.primary.is.From.Known():
		return Hop{Field: field, Status: HopUnknown, Says: "the expression " + w.primary.is.Expression + " is not understood here"}
	}
	if problem := badAddress(w.address()); problem != "" {
		return bad(field, w.address(), says+": "+problem, menuPeople+" ▸ the person ▸ Profile.")
	}
	if w.primary.is.PushStatus == "DONT_PUSH" {
		return odd(field, w.address(), says+", on creation only: a new address is not sent", "")
	}
	h := good(field, w.address())
	h.Says = says
	return h
}

func (w *way) format() Hop {
	const field = "user name format"
	if w.app.err != nil {
		return w.waiting(field)
	}
	t := w.app.is.UserName.Template
	from := facts.ParseSource(t)
	switch {
	case !from.Known() && w.isAssigned() && strings.EqualFold(w.a.is.UserName, w.address()):
		return odd(field, t, "not understood here; for this person it gave the primary address", "")
	case !from.Known():
		return Hop{Field: field, Value: t, Status: HopUnknown, Says: "this format is not understood here"}
	case from.Of(w.user) == "":
		return bad(field, t, "gives no user name for this person", menuPeople+" ▸ the person ▸ Profile: enter "+from.String()+".")
	case !strings.EqualFold(from.Of(w.user), w.address()):
		return bad(field, t, "gives "+from.Of(w.user)+" as sign-on name, while "+w.email.String()+" gives "+w.address()+" as address: two names, two accounts",
			"Okta Admin ▸ Applications ▸ Atlassian Cloud ▸ Sign On ▸ Application username format: the attribute of the primary e-mail; or provision setup --only email.")
	case w.app.is.UserName.PushStatus == "DONT_PUSH":
		return odd(field, t, "on creation only: a new address does not change the sign-on name", "")
	case !from.Same(w.email):
		return odd(field, t, "another attribute than the primary e-mail's, "+w.email.String()+", with the same value for this person", "")
	}
	return good(field, t)
}

func (w *way) appUserName() Hop {
	const field = "user name"
	switch {
	case w.app.err != nil:
		return w.waiting(field)
	case w.a.err != nil:
		return w.beforeAssignment(field, w.formatted())
	case w.a.is.UserName == "":
		return bad(field, "", "Okta has none for this person", updateNow)
	case w.formatted() != "" && !strings.EqualFold(w.a.is.UserName, w.formatted()):
		return bad(field, w.a.is.UserName, "an old name: the format gives "+w.formatted()+" by now", updateNow)
	}
	return good(field, w.a.is.UserName)
}

// signOnName compares what signs in with what is provisioned.
func (w *way) signOnName() Hop {
	const field = "NameID"
	switch {
	case w.app.err != nil:
		return w.waiting(field)
	case w.a.err != nil:
		return w.beforeAssignment(field, w.formatted())
	case w.app.is.SignOnMode != "" && w.app.is.SignOnMode != "SAML_2_0":
		return Hop{Field: field, Value: w.a.is.UserName, Status: HopUnknown, Says: "this app signs people in by " + w.app.is.SignOnMode + ", not by SAML: the sign-on name comes from another app"}
	case w.address() != "" && !strings.EqualFold(w.a.is.UserName, w.address()):
		return bad(field, w.a.is.UserName, "signs in as "+w.a.is.UserName+" and is provisioned as "+w.address()+": Atlassian takes them for two people", updateNow)
	}
	return good(field, w.a.is.UserName)
}

// waiting is a value of an app that is not there, or not to be read.
func (w *way) waiting(field string) Hop {
	if w.noApp() {
		return notYet(field, "", "comes with the app")
	}
	return blind(field, w.app.err)
}

// beforeAssignment is a value that the assignment will bring.
func (w *way) beforeAssignment(field, value string) Hop {
	if h := w.unassigned(); h.Status == HopUnknown {
		h.Field = field
		return h
	}
	return notYet(field, value, "comes with the assignment")
}
