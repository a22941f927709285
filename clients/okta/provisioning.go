package okta

import (
	"context"
	"encoding/json"
)

// Connection is what Okta shows of an app's provisioning connection.
// A status of UNKNOWN says nothing at all: apps that cannot be read this way answer so whether connected or not.
type Connection struct {
	Status     string // ENABLED, DISABLED, UNKNOWN
	AuthScheme string // TOKEN, OAUTH2, UNKNOWN
	BaseURL    string
}

// Connection reads an app's default provisioning connection.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApplicationConnections/#tag/ApplicationConnections/operation/getDefaultProvisioningConnectionForApplication
func (r *Reader) Connection(ctx context.Context, appID string) (Connection, error) {
	return one[Connection](ctx, r, appPath(appID)+"/connections/default")
}

// UnmarshalJSON reads a connection; profile may be missing.
func (c *Connection) UnmarshalJSON(raw []byte) error {
	var in struct {
		Status     text `json:"status"`
		AuthScheme text `json:"authScheme"`
		BaseURL    text `json:"baseUrl"`
		Profile    struct {
			AuthScheme text `json:"authScheme"`
		} `json:"profile"`
	}
	if err := json.Unmarshal(raw, &in); err != nil {
		return err
	}
	if in.AuthScheme == "" {
		in.AuthScheme = in.Profile.AuthScheme
	}
	*c = Connection{Status: string(in.Status), AuthScheme: string(in.AuthScheme), BaseURL: string(in.BaseURL)}
	return nil
}

// Feature is the state of an app's To App options: ENABLED, DISABLED, or empty where the answer does not say.
type Feature struct {
	Create, Update, Deactivate string
}

// Feature reads an app's USER_PROVISIONING feature. Apps that Okta does not serve here answer 400 E0000001.
// https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApplicationFeatures/#tag/ApplicationFeatures/operation/getFeatureForApplication
func (r *Reader) Feature(ctx context.Context, appID string) (Feature, error) {
	return one[Feature](ctx, r, appPath(appID)+"/features/USER_PROVISIONING")
}

// UnmarshalJSON reads the capabilities: the feature's own status stays ENABLED when every option is off.
func (f *Feature) UnmarshalJSON(raw []byte) error {
	type option struct {
		Status text `json:"status"`
	}
	var in struct {
		Capabilities struct {
			Create struct {
				Lifecycle option `json:"lifecycleCreate"`
			} `json:"create"`
			Update struct {
				Profile    option `json:"profile"`
				Deactivate option `json:"lifecycleDeactivate"`
			} `json:"update"`
		} `json:"capabilities"`
	}
	if err := json.Unmarshal(raw, &in); err != nil {
		return err
	}
	c := in.Capabilities
	*f = Feature{string(c.Create.Lifecycle.Status), string(c.Update.Profile.Status), string(c.Update.Deactivate.Status)}
	return nil
}
