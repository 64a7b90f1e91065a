// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import java.time.Duration;

import com.fasterxml.jackson.databind.node.ObjectNode;

import coattail.core.admin.CascadeStep;
import coattail.shell.internal.grammar.Durations;
import coattail.shell.internal.grammar.Values;
import coattail.shell.internal.print.Json;

/** One step of a cascade, in words and for programs. */
final class Steps {
    private Steps() {}

    /** What was done, where, and what came of it. */
    static String words(CascadeStep step) {
        return Texts.name(step.instance()) + " " + done(step);
    }

    /** The same, where it is known where. */
    static String done(CascadeStep step) {
        var peer = Texts.name(step.peer());
        var what =
                switch (step.kind()) {
                    case CALLED -> "called " + step.action() + " at " + peer;
                    case PERFORMED -> "performed " + step.action() + " for " + peer;
                    case PUBLISHED -> "published " + step.action();
                    case RECEIVED -> "received " + step.action() + " from " + peer + " with " + step.receiver();
                };
        return what + ": " + step.took().map(took -> outcome(step, took)).orElse("under way");
    }

    private static String outcome(CascadeStep step, Duration took) {
        return step.outcome() + " in " + Durations.print(took);
    }

    static ObjectNode shape(CascadeStep step) {
        var object = Json.object()
                .put("trace", step.trace())
                .put("span", step.span())
                .put("parent", step.parent().isEmpty() ? null : step.parent())
                .put("kind", Values.spelled(step.kind()))
                .put("action", step.action())
                .put("receiver", step.receiver())
                .put("at", step.at().toString())
                .put("tookMillis", Json.millis(step.took()))
                .put("outcome", step.outcome());
        object.set("instance", Shapes.instance(step.instance()));
        object.set("peer", Shapes.instance(step.peer()));
        return object;
    }
}
