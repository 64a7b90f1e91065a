// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.sim;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;

import coattail.core.admin.SubscriberStatus;
import coattail.core.admin.SubscriptionStatus;
import coattail.core.internal.sim.Grantbook.Given;

/** Whether those who may are connected, and both sides of each pair agree about who is subscribed. */
final class Settled {
    private final Sim sim;

    Settled(Sim sim) {
        this.sim = sim;
    }

    /** What isn't as it is to be in the end, one line each; empty once all is. */
    List<String> differences() {
        var all = new ArrayList<String>();
        for (var node : sim.nodes) {
            if (!node.alive()) {
                all.add(node.name() + " isn't there");
                return all;
            }
        }
        for (var node : sim.nodes) {
            compareWithStore(node, all);
            compareWithPublishers(node, all);
            compareWithSubscribers(node, all);
        }
        for (var token : sim.grants.all()) {
            var holder = sim.node(token.holder);
            var issuer = sim.node(token.issuer);
            boolean held = sim.grants
                    .standing(token.issuer, token.holder)
                    .filter(token::equals)
                    .isPresent();
            if (held && holder.parts().links().of(issuer.id()).isEmpty()) {
                all.add(holder.name() + " isn't connected to " + issuer.name() + ": " + about(holder, issuer));
            }
        }
        return all;
    }

    private static void compareWithStore(SimNode node, List<String> all) {
        var memory = new HashSet<String>();
        node.parts()
                .hub()
                .snapshot()
                .forEach(line -> memory.add(line.subscriber().id() + " " + line.id() + " " + line.token()));
        var stored = new HashSet<String>();
        node.store()
                .subscribers()
                .list()
                .forEach(row -> stored.add(row.instanceId() + " " + row.subscriptionId() + " " + row.jti()));
        if (!memory.equals(stored)) {
            all.add(node.name() + " has stored other subscribers, " + stored + ", than it has, " + memory);
        }
        var wanted = new HashSet<String>();
        node.parts().subscriptions().snapshot().forEach(each -> wanted.add(each.id()));
        var rows = new HashSet<String>();
        node.store().subscriptions().list().forEach(row -> rows.add(row.id()));
        if (!wanted.equals(rows)) {
            all.add(node.name() + " has stored other subscriptions, " + rows + ", than it has, " + wanted);
        }
    }

    private void compareWithPublishers(SimNode subscriber, List<String> all) {
        for (var status : subscriber.parts().subscriptions().snapshot()) {
            var publisher = sim.node(status.publisher().id());
            var token = sim.grants.standing(publisher.number(), subscriber.number());
            var line = publisher.parts().hub().snapshot().stream()
                    .filter(each -> each.subscriber().id().equals(subscriber.id())
                            && each.id().equals(status.id()))
                    .findFirst();
            var what =
                    subscriber.name() + "'s " + status.receiver() + " at " + publisher.name() + "." + status.action();
            if (token.isEmpty()) {
                if (line.isPresent()) {
                    all.add(what + " stands without a token");
                }
                continue;
            }
            switch (status.state()) {
                case ATTACHED -> {
                    if (line.isEmpty() || !line.get().attached()) {
                        all.add(what + " is attached on its own side only");
                    } else if (!line.get().token().equals(token.get().jti)) {
                        all.add(what + " stands under another token than that which is held");
                    }
                }
                case REFUSED -> {
                    if (line.isPresent()) {
                        all.add(what + " is refused, and stands all the same");
                    } else if (isDue(token.get(), status)) {
                        all.add(what + " is refused for no reason: " + status.reason() + "; "
                                + about(subscriber, publisher));
                    }
                }
                default -> all.add(what + " is " + status.state() + " still: " + status.reason());
            }
        }
    }

    /** What is known of a pair, for who reads what is wrong. */
    private static String about(SimNode holder, SimNode issuer) {
        var held = holder.parts().directory().find(issuer.id()).flatMap(peer -> peer.held());
        return (held.isPresent() ? "a token is held" : "no token is held")
                + held.map(it -> it.accepted() ? " and accepted" : " and not accepted")
                        .orElse("")
                + ", " + holder.parts().contacts().reason(issuer.id());
    }

    private static boolean isDue(Given token, SubscriptionStatus status) {
        return token.permissions.subscribable().covers(status.action()) && token.subscriptions >= 100;
    }

    private void compareWithSubscribers(SimNode publisher, List<String> all) {
        var perToken = new LinkedHashMap<String, Integer>();
        for (var line : publisher.parts().hub().snapshot()) {
            perToken.merge(line.token(), 1, Integer::sum);
            var subscriber = sim.node(line.subscriber().id());
            boolean known = subscriber.parts().subscriptions().snapshot().stream()
                    .anyMatch(each -> each.id().equals(line.id()));
            if (!known) {
                all.add(publisher.name() + " has a subscription to " + line.action() + " that " + subscriber.name()
                        + " doesn't know of");
            }
            if (sim.grants.standing(publisher.number(), subscriber.number()).isEmpty()) {
                all.add(publisher.name() + " has a subscription of " + subscriber.name() + " without a token");
            }
        }
        for (var token : sim.grants.all()) {
            if (perToken.getOrDefault(token.jti, 0) > token.subscriptions) {
                all.add("more subscriptions than the token of n" + token.holder + " at n" + token.issuer + " allows");
            }
        }
    }

    /** The windows that are wider than they may be. */
    List<String> wideWindows() {
        var all = new ArrayList<String>();
        for (var node : sim.nodes) {
            if (node.alive()) {
                for (SubscriberStatus line : node.parts().hub().snapshot()) {
                    if (line.waiting() > line.window()) {
                        all.add(node.name() + " lets " + line.waiting() + " events wait in a window of "
                                + line.window());
                    }
                }
            }
        }
        return all;
    }
}
