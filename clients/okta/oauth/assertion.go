package oauth

import (
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

// life is how long an assertion is good; Okta takes an hour at most.
const life = 5 * time.Minute

// assertion proves at the org's time now that this is the app. It has no jti: one that has may be sent once only, and a
// request whose answer was lost could not be repeated.
func (t *Transport) assertion(now time.Time) (string, error) {
	signer, err := t.app.Key.signer((&jose.SignerOptions{}).WithType("JWT"))
	if err != nil {
		return "", err
	}
	return jwt.Signed(signer).Claims(jwt.Claims{
		Issuer: t.app.ClientID, Subject: t.app.ClientID, Audience: jwt.Audience{t.org.JoinPath(tokenPath).String()},
		IssuedAt: jwt.NewNumericDate(now), Expiry: jwt.NewNumericDate(now.Add(life)),
	}).Serialize()
}
