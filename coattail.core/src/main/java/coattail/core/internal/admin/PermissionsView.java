// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import coattail.core.admin.Permissions;
import coattail.core.internal.token.TokenClaims;

/** What a token allows, as operators see it. */
final class PermissionsView {
    private PermissionsView() {}

    static Permissions of(TokenClaims claims) {
        var permissions = claims.permissions();
        var limits = claims.limits();
        return new Permissions(
                permissions.performable().entries(),
                permissions.publishable().entries(),
                permissions.subscribable().entries(),
                permissions.logs(),
                permissions.trace(),
                new Permissions.Limits(
                        limits.rate(),
                        limits.burst(),
                        limits.concurrency(),
                        limits.subscriptions(),
                        limits.maxMessage()),
                claims.notBefore(),
                claims.expires());
    }
}
