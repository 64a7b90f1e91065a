// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.peer;

import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.internal.dispatch.Failures;
import coattail.core.internal.session.Session;
import coattail.core.internal.session.SessionEvents;
import coattail.core.internal.token.TokenId;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Id16;
import coattail.core.internal.wire.Message;
import coattail.core.spi.HeldToken;

/** Shows the tokens held from the peer of one connection. All in the connection's mailbox. */
final class Presenting {
    private static final Logger LOG = LoggerFactory.getLogger(Presenting.class);
    private static final long ANSWER_MILLIS = 10_000;

    private final Link link;
    private final Session session;
    private final Asking asking;
    private final LinkContext context;
    private Joining shown;

    Presenting(Link link, Session session, Asking asking, LinkContext context) {
        this.link = link;
        this.session = session;
        this.asking = asking;
        this.context = context;
    }

    /** The peer is proven: shows the token that it was dialled with, or the one held from it, if there is any. */
    void begin(Optional<Joining> joining) {
        joining.or(() -> held(link.peerId())).ifPresent(this::present);
    }

    private Optional<Joining> held(String peerId) {
        return context.directory()
                .find(peerId)
                .flatMap(peer -> peer.held())
                .map(token -> Joining.stored(peerId, token));
    }

    void present(Joining joining) {
        shown = joining;
        if (joining.token().accepted()) {
            show(joining, new Message.AuthReference(Id16.of(TokenId.toBytes(joining.claims().id()))), true);
        } else {
            showWhole(joining);
        }
    }

    private void showWhole(Joining joining) {
        show(joining, new Message.AuthToken(joining.token().token().reveal()), false);
    }

    private void show(Joining joining, Message.Request credential, boolean reference) {
        session.open(credential, link.now() + ANSWER_MILLIS, new SessionEvents.ResponseListener() {
            @Override
            public void answered(Message answer) {
                accepted(joining, (Message.AuthOk) answer);
            }

            @Override
            public void failed(Failure failure) {
                if (reference && failure.code() != ErrorCode.NOT_CONNECTED) {
                    // The issuer may have lost its memory of this token, restored from a backup: the whole token decides.
                    note(joining.token(), false);
                    showWhole(joining);
                } else {
                    refused(joining, failure);
                }
            }
        });
    }

    private void accepted(Joining joining, Message.AuthOk ok) {
        asking.grant(ok.grant(), joining.claims().limits().concurrency());
        note(joining.token(), true);
        shown = null;
        link.becomeUsable();
        asking.relink(context);
        joining.outcome().complete(null);
    }

    private void refused(Joining joining, Failure failure) {
        if (shown == joining) {
            shown = null;
        }
        if (failure.code() == ErrorCode.NOT_CONNECTED) {
            joining.outcome().completeExceptionally(notConnected(joining.peerId(), "the connection was lost"));
        } else if (joining.outcome().completeExceptionally(Failures.exception(failure))) {
            LOG.warn(
                    "Peer {} refused the token held from it: {}: {}", joining.peerId(), failure.code(), failure.detail());
            context.listener().refused(link, failure);
        }
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
        context.workers().executor().execute(() -> context.directory().accepted(link.peerId(), token, accepted));
    }
}
