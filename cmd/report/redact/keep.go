package redact

import (
	"regexp"
	"slices"
	"strings"
)

// enumKeys are keys whose values are words of the vendors' APIs, not of a tenant.
var enumKeys = set(`status type signOnMode syncState scope pipeline authScheme features pushStatus mutability errorCode errorLink code scimType
claimStatus accountStatus membershipStatus managementSource accountType account_type account_status typeKey realm roles platformRoles resourceOwner
defaultRole managedBy schemas resourceType eventType result severity connection assignmentType capability change seed allow method rel sourceType
targetType objectClass externalName externalNamespace tokenWindow key platform tier plan access op required master union`)

// ownNames are values of name that the vendors gave.
var ownNames = set(`atlassian user appuser USER_PROVISIONING INBOUND_PROVISIONING jira-software jira-servicedesk jira-core confluence`)

// textKeys hold sentences of the vendors with names of the tenant in them.
var textKeys = set(`errorSummary detail message displayMessage reason error customMessage error_description`)

// titleWords are the words of titles in the app's schema that are no company's own.
var titleWords = set(`primary email e-mail mail type username user name given family first last middle display nick full formatted time timezone zone locale
language preferred title department organization phone number work home mobile address street city state region zip postal code country manager employee
cost center division location based in honorific prefix suffix profile url active external id password secondary value of`)

func set(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}

var (
	enumValue     = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_./:+-]{0,79}$`)
	externalValue = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_.:^\[\]=$]{0,119}$`)
	shapedKey     = regexp.MustCompile(`^[A-Za-z_$][A-Za-z0-9_.:-]{0,79}$`)
	duration      = regexp.MustCompile(`^P[0-9A-Z]+$`)
	ownNamespaces = []string{"urn:ietf:params:scim:", "urn:scim:schemas:extension:atlassian-", "urn:okta:"}
)

func isText(key string) bool { return textKeys[key] }

func isExpression(key string) bool { return key == "template" || key == "expression" }

// kept says whether the value of a key is a word of the vendors.
func kept(key, value string) bool {
	switch {
	case value == "":
		return true
	case key == "name":
		return ownNames[value]
	case key == "title":
		return vocabulary(value)
	case key == "externalName":
		return externalValue.MatchString(value) && !isID(value)
	case key == "externalNamespace" || key == "schemas":
		return slices.ContainsFunc(ownNamespaces, func(p string) bool { return strings.HasPrefix(value, p) })
	case key == "tokenWindow":
		return duration.MatchString(value)
	}
	return enumKeys[key] && enumValue.MatchString(value) && !isID(value) && !dotted(value)
}

func vocabulary(title string) bool {
	words := strings.Fields(strings.ToLower(title))
	return len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool { return !titleWords[w] })
}

// shaped says whether an object's key is a field's name, not a value.
func shaped(key string) bool { return shapedKey.MatchString(key) && !isID(key) }
