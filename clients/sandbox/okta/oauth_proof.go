package okta

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// nonceLife is how long a nonce of the token endpoint is given out.
const nonceLife = 24 * time.Hour

// nonce is what a proof at the token endpoint must repeat; it changes every 24 hours.
func (c *call) nonce() string {
	return digest("nonce"+c.w.Okta.ID+c.clock.Truncate(nonceLife).Format(time.RFC3339), 32)
}

// possession returns the thumbprint of the key that the token request proves to hold, empty where the app demands none
// and the request brings none. That a proof nobody demands binds the token is RFC 9449; whether Okta does so is unknown.
// https://developer.okta.com/docs/guides/dpop/main/
func (c *call) possession() (string, reply) {
	if len(c.r.Header.Values("DPoP")) == 0 && c.w.Variant("dpop") == "off" {
		return "", reply{}
	}
	proof, thumbprint, wrong := c.proof()
	if wrong != "" {
		return "", oauthFault(http.StatusBadRequest, "invalid_dpop_proof", wrong)
	}
	if proof.claims["nonce"] != c.nonce() {
		out := oauthFault(http.StatusBadRequest, "use_dpop_nonce", "Authorization server requires nonce in DPoP proof.")
		out.header = map[string]string{"Dpop-Nonce": c.nonce()}
		return "", out
	}
	return thumbprint, reply{}
}

// proof reads the request's DPoP header (RFC 9449, 4.3) and says in words what is wrong with it, if anything is.
func (c *call) proof() (jwt, string, string) {
	texts := c.r.Header.Values("DPoP")
	switch len(texts) {
	case 0:
		return jwt{}, "", "The DPoP proof JWT header is missing."
	case 1:
	default:
		return jwt{}, "", "There must be one DPoP proof JWT header."
	}
	proof, err := parseJWT(texts[0])
	if err != nil {
		return jwt{}, "", "The DPoP proof JWT header is not a valid JWT."
	}
	jwk, _ := proof.header["jwk"].(object)
	key, thumbprint, err := publicKey(jwk)
	switch {
	case err != nil:
		return jwt{}, "", "The DPoP proof JWT header must have a 'jwk' with a public key."
	case proof.text("typ") != "dpop+jwt":
		return jwt{}, "", "The DPoP proof JWT header must have the 'typ' dpop+jwt."
	case !proof.by(key):
		return jwt{}, "", "The DPoP proof JWT signature is invalid."
	}
	return proof, thumbprint, c.fits(proof)
}

// fits says what in the proof's claims is not about this very request.
func (c *call) fits(proof jwt) string {
	issued, dated := proof.when("iat")
	id, _ := proof.claims["jti"].(string)
	target, _ := proof.claims["htu"].(string)
	switch {
	case proof.claims["htm"] != c.r.Method:
		return "The DPoP proof JWT 'htm' is not the request's method."
	case !sameTarget(target, c.base+c.r.URL.EscapedPath()):
		return "The DPoP proof JWT 'htu' is not the request's address."
	case !dated || issued.Sub(c.clock).Abs() > tolerance:
		return "The DPoP proof JWT 'iat' is missing or too far from the server's time."
	case id == "" || !c.once("proof "+id, c.clock.Add(2*tolerance)):
		return "The DPoP proof JWT 'jti' is missing or was used before."
	}
	return ""
}

// sameTarget compares an htu, which has neither query nor fragment, with the address of the request.
func sameTarget(htu, address string) bool {
	u, err := url.Parse(htu)
	if err != nil || u.RawQuery != "" || u.Fragment != "" || u.ForceQuery {
		return false
	}
	return strings.ToLower(u.Scheme)+"://"+strings.ToLower(u.Host)+u.EscapedPath() == address
}

// tokenHash is the ath of an access token.
func tokenHash(token string) string {
	sum := sha256.Sum256([]byte(token))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}
