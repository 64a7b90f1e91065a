// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import coattail.api.ActionInfo;
import coattail.api.InstanceRef;
import coattail.api.Outcome;
import coattail.api.Publication;
import coattail.core.admin.ActionStatus;
import coattail.core.admin.ConfigurationEntry;
import coattail.core.admin.InstanceStatus;
import coattail.core.admin.PeerRemoved;
import coattail.core.admin.PeerStatus;
import coattail.core.admin.Permissions;
import coattail.core.admin.ReceiverStatus;
import coattail.core.admin.SchemaStatus;
import coattail.core.admin.SessionStatus;
import coattail.core.admin.SubscriberStatus;
import coattail.core.admin.SubscriptionStatus;
import coattail.core.admin.TokenExplanation;
import coattail.core.admin.TokenStatus;
import coattail.shell.internal.grammar.Values;
import coattail.shell.internal.print.Json;

/** How things look in JSON. The names are a promise, and {@code docs/json.schema.json} states it. */
final class Shapes {
    private Shapes() {}

    static ObjectNode instance(InstanceStatus status, List<ConfigurationEntry> configuration) {
        var object = Json.object()
                .put("version", status.version())
                .put("id", status.id())
                .put("name", status.name())
                .put("fingerprint", status.fingerprint())
                .put("directory", status.directory())
                .put("listening", status.listening())
                .put("bound", status.bound())
                .put("advertised", status.advertised())
                .put("started", status.started().toString())
                .put("uptimeMillis", status.uptime().toMillis())
                .put("actions", status.actions())
                .put("receivers", status.receivers())
                .put("peers", status.peers())
                .put("connected", status.connected())
                .put("subscriptions", status.subscriptions())
                .put("subscribers", status.subscribers())
                .put("tokens", status.tokens())
                .put("database", status.database())
                .put("memoryLimit", status.memoryLimit());
        object.set("warnings", Json.strings(status.warnings()));
        object.set(
                "configuration",
                configuration.stream()
                        .map(entry -> Json.object()
                                .put("pid", entry.pid())
                                .put("key", entry.key())
                                .put("value", entry.value())
                                .put("next", entry.next().orElse(null)))
                        .collect(Json.array()));
        return object;
    }

    static ObjectNode schema(SchemaStatus status) {
        return Json.object()
                .put("database", status.database())
                .put("current", status.current())
                .put("newest", status.newest())
                .put("pending", status.pending());
    }

    static ObjectNode action(ActionStatus status) {
        return Json.object()
                .put("name", status.name())
                .put("description", status.description())
                .put("perform", status.performable() && status.offered())
                .put("publish", status.offered())
                .put("subscribe", false)
                .put("input", status.input())
                .put("output", status.output())
                .put("bundle", status.bundle())
                .put("offered", status.offered())
                .put("reason", status.reason())
                .put("running", status.running())
                .put("waiting", status.waiting())
                .put("concurrency", status.concurrency());
    }

    /** An action as its instance describes it, its types left to the caller. */
    static ObjectNode action(ActionInfo info) {
        return Json.object()
                .put("name", info.name())
                .put("description", info.description())
                .put("perform", info.perform())
                .put("publish", info.publish())
                .put("subscribe", info.subscribe());
    }

    static ObjectNode receiver(ReceiverStatus status) {
        var object = Json.object()
                .put("name", status.name())
                .put("description", status.description())
                .put("event", status.event())
                .put("bundle", status.bundle())
                .put("offered", status.offered())
                .put("reason", status.reason())
                .put("subscriptions", status.subscriptions());
        object.set("publishes", Json.strings(status.publishes()));
        return object;
    }

    static ArrayNode notOffered(List<NotOffered> others) {
        return others.stream()
                .map(other -> Json.object().put("bundle", other.bundle()).put("reason", other.reason()))
                .collect(Json.array());
    }

    static ObjectNode subscription(SubscriptionStatus status) {
        var object = Json.object()
                .put("id", status.id())
                .put("action", status.action())
                .put("receiver", status.receiver())
                .put("policy", Values.spelled(status.overflow()))
                .put("state", Values.spelled(status.state()))
                .put("reason", status.reason())
                .put("sequence", status.sequence())
                .put("received", status.received())
                .put("missed", status.missed())
                .put("lossUnknown", status.lossUnknown())
                .put("created", status.created().toString());
        object.set("peer", instance(status.publisher()));
        return object;
    }

    static ObjectNode subscriber(SubscriberStatus status) {
        var object = Json.object()
                .put("id", status.id())
                .put("action", status.action())
                .put("receiver", status.receiver())
                .put("policy", Values.spelled(status.overflow()))
                .put("window", status.window())
                .put("attached", status.attached())
                .put("waiting", status.waiting())
                .put("sequence", status.sequence())
                .put("dropped", status.dropped())
                .put("lastVerdict", status.lastOutcome().map(Values::spelled).orElse(null))
                .put("token", status.token())
                .put("created", status.created().toString());
        object.set("peer", instance(status.subscriber()));
        return object;
    }

    static ObjectNode peer(PeerStatus status) {
        var object = Json.object()
                .put("id", status.id())
                .put("name", status.name())
                .put("state", Values.spelled(status.state()))
                .put("reason", status.reason())
                .put("address", status.address())
                .put("direction", status.direction())
                .put("added", status.added().toString())
                .put("lastSeen", Json.time(status.lastSeen()));
        object.set("allowed", status.held().map(Shapes::permissions).orElse(null));
        object.set("issued", Json.strings(status.issued()));
        return object;
    }

    static ObjectNode session(SessionStatus status) {
        var object = Json.object()
                .put("id", status.id())
                .put("direction", Values.spelled(status.direction()))
                .put("address", status.address())
                .put("state", Values.spelled(status.state()))
                .put("opened", status.opened().toString())
                .put("accepted", status.accepted())
                .put("streams", status.streams())
                .put("peerStreams", status.peerStreams())
                .put("received", status.received())
                .put("sent", status.sent());
        object.set("peer", status.peer().map(Shapes::instance).orElse(null));
        object.set("tokens", Json.strings(status.tokens()));
        return object;
    }

    static ObjectNode removed(PeerRemoved removed) {
        var object = Json.object()
                .put("id", removed.id())
                .put("name", removed.name())
                .put("subscriptions", removed.subscriptions())
                .put("told", removed.told());
        object.set("revoked", Json.strings(removed.revoked()));
        object.set("stillValid", Json.strings(removed.stillValid()));
        return object;
    }

    static ObjectNode permissions(Permissions permissions) {
        var object = Json.object();
        object.set("performable", Json.strings(permissions.performable()));
        object.set("publishable", Json.strings(permissions.publishable()));
        object.set("subscribable", Json.strings(permissions.subscribable()));
        object.put("logs", permissions.logs()).put("trace", permissions.trace());
        object.putObject("limits")
                .put("rate", permissions.limits().rate())
                .put("burst", permissions.limits().burst())
                .put("concurrency", permissions.limits().concurrency())
                .put("subscriptions", permissions.limits().subscriptions())
                .put("maxMessage", permissions.limits().maxMessage());
        return object.put("notBefore", permissions.notBefore().toString())
                .put("expires", Json.time(permissions.expires()));
    }

    static ObjectNode token(TokenStatus status) {
        var object = Json.object()
                .put("id", status.id())
                .put("state", Values.spelled(status.state()))
                .put("issuedFor", status.issuedFor())
                .put("boundTo", status.boundTo().orElse(null))
                .put("boundName", status.boundName().orElse(null))
                .put("address", status.address())
                .put("issued", status.issued().toString())
                .put("lastUsed", Json.time(status.lastUsed()))
                .put("connections", status.connections());
        object.set("bearers", Json.strings(status.bearers()));
        object.set("allowed", permissions(status.permissions()));
        return object;
    }

    static ObjectNode explanation(TokenExplanation explained) {
        var status = explained.token();
        var object = Json.object()
                .put("id", status.id())
                .put("issuer", explained.issuer())
                .put("issuerName", explained.issuerName().orElse(null))
                .put("here", explained.here())
                .put("held", explained.held())
                .put("usable", explained.obstacles().isEmpty())
                .put("state", Values.spelled(status.state()))
                .put("issuedFor", status.issuedFor())
                .put("boundTo", status.boundTo().orElse(null))
                .put("boundName", status.boundName().orElse(null))
                .put("address", status.address())
                .put("issued", status.issued().toString());
        object.set("obstacles", Json.strings(explained.obstacles()));
        object.set("bearers", Json.strings(status.bearers()));
        object.set("allowed", permissions(status.permissions()));
        return object;
    }

    static ObjectNode publication(Publication publication) {
        var object = Json.object()
                .put("event", publication.eventId().orElse(null))
                .put("subscriptions", publication.subscriptions());
        var counts = object.putObject("counts");
        for (var outcome : Outcome.values()) {
            counts.put(Values.spelled(outcome), publication.count(outcome));
        }
        object.set(
                "verdicts",
                publication.verdicts().stream()
                        .map(verdict -> {
                            var entry = Json.object()
                                    .put("receiver", verdict.receiver())
                                    .put("verdict", Values.spelled(verdict.outcome()));
                            entry.set("subscriber", instance(verdict.subscriber()));
                            return entry;
                        })
                        .collect(Json.array()));
        return object;
    }

    /** Where a call went: the peer as it was named, null for this instance. */
    static ObjectNode target(String action, Optional<String> peer) {
        return Json.object().put("action", action).put("peer", peer.orElse(null));
    }

    /** A subscription as it was named. */
    static ObjectNode target(String action, String peer, String receiver) {
        return target(action, Optional.of(peer)).put("receiver", receiver);
    }

    static ObjectNode instance(InstanceRef instance) {
        return Json.object().put("id", instance.id()).put("name", instance.name());
    }
}
