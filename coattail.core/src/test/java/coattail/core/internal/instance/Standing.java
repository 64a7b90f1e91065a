// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.instance;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import coattail.core.admin.Permissions;
import coattail.core.admin.TokenRequest;

/** What a peer has been given, and what it has left of it, when it tries something on a connection that is open. */
enum Standing {
    NO_TOKEN("no token: the connection is open by the other side's", "act", "act", ""),
    NOTHING("a token that allows nothing", "act", "act", ""),
    PERFORM("`performable`", "act", "act", "p"),
    PUBLISH("`publishable`", "act", "act", "u"),
    SUBSCRIBE("`subscribable`", "act", "act", "s"),
    LOGS("`logs`", "act", "act", "l"),
    TRACE("`trace`", "act", "act", "t"),
    PERFORM_AND_PUBLISH("`performable` and `publishable`", "act", "act", "pu"),
    PERFORM_AND_LOGS("`performable` and `logs`", "act", "act", "pl"),
    ALL("all", "act", "act", "puslt"),
    WILDCARD("all, by `*`", "act", "*", "puslt"),
    GHOST("all, and nobody offers the name", "ghost", "ghost", "puslt"),
    OTHER_NAME("all, for another name", "act", "other", "puslt"),
    OTHER_NAME_GHOST("all, for another name, and nobody offers this one", "ghost", "other", "puslt"),
    RESERVED("all, for a name that begins with `coattail.`", "coattail.act", "coattail.act", "puslt"),
    WILDCARD_RESERVED("all, by `*`, and the name begins with `coattail.`", "coattail.act", "*", "puslt"),
    REVOKED("all, and the token was revoked", "act", "act", "puslt"),
    EXPIRED("all, and the token has expired", "act", "act", "puslt"),
    VALIDATION_REMOVED("all, and the validation token it rests on was removed", "act", "act", "puslt"),
    VALIDATION_EXPIRED("all, and the validation token it rests on has expired", "act", "act", "puslt"),
    OTHER_CONNECTION("nothing, and all on another connection of this peer", "act", "act", ""),
    OTHER_PEER("nothing, and all on the connection of another peer", "act", "act", "");

    final String title;
    /** The name that is tried. */
    final String name;

    private final String entry;
    private final String rights;

    /** @param rights the first letters, but u for publishable */
    Standing(String title, String name, String entry, String rights) {
        this.title = title;
        this.name = name;
        this.entry = entry;
        this.rights = rights;
    }

    boolean performable() {
        return rights.contains("p");
    }

    boolean publishable() {
        return rights.contains("u");
    }

    boolean subscribable() {
        return rights.contains("s");
    }

    boolean trace() {
        return rights.contains("t");
    }

    /** What the token is to allow. */
    TokenRequest request(List<String> bearers, Duration lifetime) {
        return request(bearers, lifetime, performable(), publishable(), subscribable(), rights);
    }

    /** All, for the name that is tried. */
    TokenRequest everything() {
        return request(List.of(), TokenRequest.DEFAULT_LIFETIME, true, true, true, "lt");
    }

    /** All, for the name that is tried, and for one peer alone. */
    TokenRequest boundTo(String peerId) {
        var all = everything();
        return new TokenRequest(
                all.performable(),
                all.publishable(),
                all.subscribable(),
                List.of(),
                false,
                Optional.of(peerId),
                Duration.ZERO,
                all.lifetime(),
                all.logs(),
                all.trace(),
                all.limits());
    }

    private TokenRequest request(
            List<String> bearers, Duration lifetime, boolean perform, boolean publish, boolean subscribe, String rest) {
        return new TokenRequest(
                names(perform),
                names(publish),
                names(subscribe),
                bearers,
                false,
                Optional.empty(),
                Duration.ZERO,
                Optional.of(lifetime),
                rest.contains("l"),
                rest.contains("t"),
                Permissions.Limits.DEFAULT);
    }

    private List<String> names(boolean any) {
        return any ? List.of(entry) : List.of();
    }
}
