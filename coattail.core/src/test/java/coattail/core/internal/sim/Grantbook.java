// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import coattail.core.internal.token.Permissions;

/** Which tokens there were and when they held, as the operators of the simulation know it. */
final class Grantbook {
    private record Pair(int issuer, int holder) {}

    /** A token. */
    static final class Given {
        final int issuer;
        final int holder;
        final String jti;
        final Permissions permissions;
        final int subscriptions;
        final long from;
        long until = Long.MAX_VALUE;

        Given(int issuer, int holder, String jti, Permissions permissions, int subscriptions, long from) {
            this.issuer = issuer;
            this.holder = holder;
            this.jti = jti;
            this.permissions = permissions;
            this.subscriptions = subscriptions;
            this.from = from;
        }

        boolean holds() {
            return until == Long.MAX_VALUE;
        }
    }

    private final Map<Pair, List<Given>> given = new LinkedHashMap<>();

    void add(Given token) {
        given.computeIfAbsent(new Pair(token.issuer, token.holder), pair -> new ArrayList<>())
                .add(token);
    }

    /** What the operator gave last, if it holds. */
    Optional<Given> standing(int issuer, int holder) {
        var all = of(issuer, holder);
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(all.get(all.size() - 1)).filter(Given::holds);
    }

    List<Given> of(int issuer, int holder) {
        return given.getOrDefault(new Pair(issuer, holder), List.of());
    }

    List<Given> all() {
        return given.values().stream().flatMap(List::stream).toList();
    }

    /** Whether a token held at some moment from one time to the other that allowed it. */
    boolean allowed(int issuer, int holder, long from, long to, java.util.function.Predicate<Permissions> what) {
        return of(issuer, holder).stream()
                .anyMatch(token -> token.from <= to && token.until > from && what.test(token.permissions));
    }
}
