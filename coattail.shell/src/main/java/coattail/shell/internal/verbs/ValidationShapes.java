// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import com.fasterxml.jackson.databind.node.ObjectNode;

import coattail.core.admin.ValidationRemoved;
import coattail.core.admin.ValidationStatus;
import coattail.shell.internal.grammar.Values;
import coattail.shell.internal.print.Json;

/** How validation tokens look in JSON; {@code docs/json.md} states it. */
final class ValidationShapes {
    private ValidationShapes() {}

    static ObjectNode token(ValidationStatus status) {
        var object = Json.object()
                .put("id", status.id())
                .put("state", Values.spelled(status.state()))
                .put("instance", status.instanceId())
                .put("name", status.name().orElse(null))
                .put("fingerprint", status.fingerprint())
                .put("issued", status.issued().toString())
                .put("notBefore", status.notBefore().toString())
                .put("expires", Json.time(status.expires()))
                .put("added", Json.time(status.added()))
                .put("connections", status.connections());
        object.set("tokens", Json.strings(status.tokens()));
        return object;
    }

    static ObjectNode removed(ValidationRemoved removed) {
        var object = Json.object().put("ended", removed.connections());
        object.set("validation", token(removed.token()));
        object.set("revoked", Json.strings(removed.revoked()));
        object.set("lost", Json.strings(removed.lost()));
        return object;
    }
}
