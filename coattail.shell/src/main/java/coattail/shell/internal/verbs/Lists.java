// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Usage.command;
import static coattail.shell.internal.print.Column.id;
import static coattail.shell.internal.print.Column.key;
import static coattail.shell.internal.print.Column.name;
import static coattail.shell.internal.print.Column.state;

import java.util.List;

import coattail.core.admin.PeerStatus;
import coattail.core.admin.SubscriberStatus;
import coattail.core.admin.SubscriptionStatus;
import coattail.core.admin.TokenStatus;
import coattail.shell.internal.grammar.Values;
import coattail.shell.internal.print.State;
import coattail.shell.internal.run.Services;
import coattail.shell.internal.run.Verb;

/** The commands that list what there is of one kind, but for those of handlers, which may not be offered. */
final class Lists {
    private Lists() {}

    /** {@code coattail subscription list}. */
    static Verb subscriptions(Services services) {
        return new ListVerb<>(
                command("subscription-list", "Lists what this instance is subscribed to")
                        .detail("RECEIVED and MISSED count since this instance started: MISSED are events that the "
                                + "publisher sent or wanted to, and that never came; \"or more\" where nobody can "
                                + "tell how many, since the publisher or this instance was restarted.")
                        .example("", "Subscriptions with their state, and what came or was missed"),
                () -> services.subscriptions().subscriptions(),
                Shapes::subscription,
                List.of(
                        name("PEER"),
                        name("ACTION"),
                        name("RECEIVER"),
                        state("STATE"),
                        key("SEQUENCE"),
                        key("RECEIVED"),
                        name("MISSED")),
                Lists::row,
                console -> "This instance is subscribed to nothing.");
    }

    private static List<?> row(SubscriptionStatus subscription) {
        return List.of(
                Texts.name(subscription.publisher()),
                subscription.action(),
                subscription.receiver(),
                new State(Values.spelled(subscription.state()), subscription.reason()),
                subscription.sequence(),
                subscription.received(),
                subscription.missed() + (subscription.lossUnknown() ? " or more" : ""));
    }

    /** {@code coattail subscribers list}. */
    static Verb subscribers(Services services) {
        return new ListVerb<>(
                command("subscribers-list", "Lists who is subscribed to this instance")
                        .detail("SUBSCRIBED is the action here and the receiver there. WAITING is how many events wait "
                                + "of how many may. DROPPED counts the events that a subscriber missed since this "
                                + "instance started.")
                        .example("", "Subscribers with what waits for them and what they missed"),
                () -> services.subscriptions().subscribers(),
                Shapes::subscriber,
                List.of(
                        id("ID"),
                        name("PEER"),
                        name("SUBSCRIBED"),
                        state("STATE"),
                        name("WAITING"),
                        key("DROPPED"),
                        state("LAST")),
                Lists::row,
                console -> "Nobody is subscribed to this instance.");
    }

    private static List<?> row(SubscriberStatus subscriber) {
        return List.of(
                subscriber.id(),
                Texts.name(subscriber.subscriber()),
                subscriber.action() + " -> " + subscriber.receiver(),
                State.of(subscriber.attached() ? "attached" : "offline"),
                subscriber.waiting() + " of " + subscriber.window(),
                subscriber.dropped(),
                State.of(subscriber.lastOutcome().map(Values::spelled).orElse("-")));
    }

    /** {@code coattail peer list}. */
    static Verb peers(Services services) {
        return new ListVerb<>(
                command("peer-list", "Lists the peers of this instance")
                        .example("", "Peers, whether they are connected, and why not")
                        .example("--json", "The same for a program"),
                () -> services.peers().list(),
                Shapes::peer,
                List.of(name("NAME"), id("ID"), state("STATE"), name("ADDRESS"), name("LAST SEEN")),
                Lists::row,
                console -> "No peers. Add one with the token that its operator issued: "
                        + console.face().spelling().of("peer-add"));
    }

    private static List<?> row(PeerStatus peer) {
        return List.of(
                peer.name(),
                peer.id(),
                new State(Values.spelled(peer.state()), peer.reason()),
                Texts.orDash(peer.address()),
                peer.state() == PeerStatus.State.CONNECTED ? "now" : Texts.time(peer.lastSeen(), "never"));
    }

    /** {@code coattail token list}. */
    static Verb tokens(Services services) {
        return new ListVerb<>(
                command("token-list", "Lists the tokens issued here, the newest first")
                        .example("", "Tokens, who may use them and until when")
                        .example("--json", "The same for a program, with all that each allows"),
                () -> services.tokens().list(),
                Shapes::token,
                List.of(key("ID"), state("STATE"), name("HOLDER"), name("UNTIL"), name("LAST USED")),
                Lists::row,
                console -> "No tokens. Issue one: " + console.face().spelling().of("token-issue"));
    }

    private static List<?> row(TokenStatus token) {
        return List.of(
                token.id(),
                TokenShow.standing(token),
                token.boundName()
                        .filter(name -> !name.isEmpty())
                        .or(token::boundTo)
                        .orElseGet(() -> keys(TokenShow.validations(token).size())),
                Texts.time(token.permissions().expires(), "for ever"),
                token.connections() > 0 ? "now" : Texts.time(token.lastUsed(), "never"));
    }

    private static String keys(int validations) {
        return validations == 0 ? "-" : Texts.count(validations, "key", "keys");
    }
}
