// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.peer;

import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.internal.dispatch.Failures;
import coattail.core.internal.session.Outbound;
import coattail.core.internal.session.Session;
import coattail.core.internal.session.SessionEvents;
import coattail.core.internal.token.TokenException;
import coattail.core.internal.token.TokenId;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Id16;
import coattail.core.internal.wire.Message;
import coattail.core.internal.work.Timeout;
import coattail.core.spi.HeldToken;

/** Shows the tokens held from the peer of one connection. All in the connection's mailbox. */
final class Presenting {
    private static final Logger LOG = LoggerFactory.getLogger(Presenting.class);
    private static final long ANSWER_MILLIS = 10_000;
    private static final long GRACE_MILLIS = 250;

    private final Link link;
    private final Session session;
    private final Asking asking;
    private final LinkContext context;
    private Joining shown;
    /** The one that the peer accepted last; {@code null} before. */
    private HeldToken granted;

    Presenting(Link link, Session session, Asking asking, LinkContext context) {
        this.link = link;
        this.session = session;
        this.asking = asking;
        this.context = context;
    }

    /** The peer is proven: shows the token that it was dialled with, or the one held from it, if there is any. */
    void begin(Optional<Joining> joining) {
        joining.or(this::held).ifPresent(this::present);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what runs then answers for itself
    private Optional<Joining> held() {
        var held = context.directory().find(link.peerId()).flatMap(peer -> peer.held());
        if (held.isEmpty()) {
            return Optional.empty();
        }
        try {
            var joining = Joining.stored(link.peerId(), held.get());
            joining.outcome().whenComplete((nothing, thrown) -> {
                if (thrown instanceof CoattailException failure) {
                    context.listener().refused(link, held.get(), failure);
                }
            });
            return Optional.of(joining);
        } catch (TokenException e) {
            LOG.error("The token held from {} can't be read: {}", link, e.getMessage());
            return Optional.empty();
        }
    }

    void present(Joining joining) {
        shown = joining;
        asking.shown();
        if (joining.token().accepted()) {
            show(
                    joining,
                    new Message.AuthReference(
                            Id16.of(TokenId.toBytes(joining.claims().id()))),
                    Kind.REFERENCE,
                    Optional.empty());
        } else {
            showWhole(joining, Optional.empty());
        }
    }

    private void showWhole(Joining joining, Optional<Failure> toReference) {
        show(joining, new Message.AuthToken(joining.token().token().reveal()), Kind.WHOLE, toReference);
    }

    private void show(Joining joining, Message.Request credential, Kind kind, Optional<Failure> toReference) {
        var showing = new Showing(joining, kind, toReference);
        showing.stream = session.open(credential, link.now() + ANSWER_MILLIS, showing);
        showing.timer =
                context.timers().schedule(link.now() + ANSWER_MILLIS + GRACE_MILLIS, () -> link.execute(showing::late));
    }

    private void accepted(Joining joining, Message.AuthOk ok) {
        if (joining.outcome().isCancelled()) {
            link.close(ErrorCode.DRAIN, "nobody wants this connection any more");
            return;
        }
        asking.grant(ok.grant(), joining.claims().limits().concurrency());
        granted = joining.token();
        note(granted, true);
        shown = null;
        link.becomeUsable();
        context.links()
                .direct(
                        link.peerId(),
                        toAsk -> toAsk.ifPresent(
                                newest -> context.subscriptions().linked(link.peerId(), newest.asking())));
        joining.outcome().complete(null);
    }

    private void refused(Joining joining, Failure failure) {
        if (failure.code() == ErrorCode.NOT_CONNECTED && joining.equals(shown)) {
            // Why that is so is known when the connection is over.
            asking.refused(failure);
            return;
        }
        if (joining.equals(shown)) {
            shown = null;
            asking.refused(failure);
        }
        if (failure.code() == ErrorCode.NOT_CONNECTED) {
            joining.outcome().completeExceptionally(notConnected(joining.peerId(), "the connection was lost"));
            return;
        }
        var why = Failures.exception(failure);
        LOG.warn("{} doesn't accept the token held from it: {}", link, why.getMessage());
        joining.outcome().completeExceptionally(why);
    }

    /** The token that the peer accepted last, once it has. */
    HeldToken granted() {
        return granted;
    }

    /** The connection is over. */
    void closed(String reason) {
        if (shown != null) {
            shown.outcome().completeExceptionally(notConnected(shown.peerId(), reason));
            shown = null;
        }
    }

    static CoattailException notConnected(String peerId, String reason) {
        return new CoattailException(ErrorCode.NOT_CONNECTED, "no connection with " + peerId + ": " + reason);
    }

    private void note(HeldToken token, boolean accepted) {
        try {
            context.workers().executor().execute(() -> context.directory().accepted(link.peerId(), token, accepted));
        } catch (RejectedExecutionException e) {
            LOG.debug("This instance has stopped before it noted what {} made of the token", link, e);
        }
    }

    private enum Kind {
        REFERENCE,
        WHOLE
    }

    /** A token, or a reference to it, that waits for the peer's word. */
    private final class Showing implements SessionEvents.ResponseListener {
        private final Joining joining;
        private final Kind kind;
        private final Optional<Failure> toReference;
        private Outbound stream;
        private Timeout timer;
        private boolean over;

        /** @param toReference what the peer said to a reference to this token before */
        Showing(Joining joining, Kind kind, Optional<Failure> toReference) {
            this.joining = joining;
            this.kind = kind;
            this.toReference = toReference;
        }

        @Override
        public void answered(Message answer) {
            end();
            accepted(joining, (Message.AuthOk) answer);
        }

        @Override
        public void failed(Failure failure) {
            end();
            if (kind == Kind.REFERENCE && Contact.lasting(failure.code())) {
                // The issuer may have lost its memory of this token, restored from a backup: the whole token decides.
                note(joining.token(), false);
                showWhole(joining, Optional.of(failure));
            } else {
                refused(joining, told(failure));
            }
        }

        /** A token under a key that was dropped looks like a stranger's: what was said to the reference says more. */
        private Failure told(Failure failure) {
            return toReference
                    .filter(before -> failure.code() == ErrorCode.AUTH_FAILED && before.code() == ErrorCode.REVOKED)
                    .orElse(failure);
        }

        void late() {
            if (!over) {
                end();
                session.cancel(stream);
                refused(joining, Failure.of(ErrorCode.DEADLINE, "the peer said nothing to the token"));
            }
        }

        private void end() {
            over = true;
            timer.cancel();
        }
    }
}
