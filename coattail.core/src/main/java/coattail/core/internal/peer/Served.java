// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.peer;

import java.util.Map;

import coattail.api.ErrorCode;
import coattail.core.internal.authority.Ending;
import coattail.core.internal.authority.Grant;
import coattail.core.internal.dispatch.Answer;
import coattail.core.internal.dispatch.Output;
import coattail.core.internal.dispatch.Running;
import coattail.core.internal.session.Inbound;
import coattail.core.internal.session.Session;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Message;

/** One request of the peer that is being worked on. Belongs to the connection's mailbox, its answer to any thread. */
final class Served implements Answer {
    private final Serving serving;
    private final Link link;
    private final Session session;
    private final Inbound stream;
    private final Grant grant;
    private Running running = Running.OVER;

    Served(Serving serving, Link link, Session session, Inbound stream, Grant grant) {
        this.serving = serving;
        this.link = link;
        this.session = session;
        this.stream = stream;
        this.grant = grant;
    }

    /** Hands over what a cancel is to end. */
    void running(Running operation) {
        running = operation;
    }

    boolean isUnder(Grant other) {
        return grant == other;
    }

    void endWith(Grant endedGrant, Ending ending) {
        if (isUnder(endedGrant)) {
            running.cancel(ending.code(), ending.reason());
        }
    }

    void cancel(String why) {
        running.cancel(ErrorCode.CANCELLED, why);
    }

    @Override
    public void respond(Output output) {
        var counts =
                output.publication().map(publication -> publication.counts()).orElse(Map.of());
        link.execute(
                () -> session.respond(stream, new Message.Response(output.body(), counts, output.publishRefused())));
    }

    @Override
    public void fail(Failure failure) {
        link.execute(() -> session.refuse(stream, failure));
    }

    @Override
    public void released() {
        link.execute(() -> {
            serving.over(this);
            session.release(stream);
        });
    }
}
