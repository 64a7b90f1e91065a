// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.authority;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import java.util.Optional;

import coattail.api.ErrorCode;
import coattail.core.internal.token.Permissions;
import coattail.core.internal.token.Printable;
import coattail.core.internal.wire.Names;

/**
 * The one check that every operation passes, local or remote, before it is known whether there is anything by that
 * name. It costs the same however many tokens and names there are, touches no database, and changes nothing. Safe for
 * use by several threads.
 *
 * <p>The order at a dispatcher: this check; then {@link SharedLimits#acquire()}, since a refused request costs nothing
 * but its refusal; then {@link SharedLimits#enter()}; then whether the action exists; and right before a handler is
 * invoked this check again, since authority may have been taken away while the request waited.
 */
public final class Gate {
    private static final String ASK = "; ask its issuer for one that does";

    private final InstantSource clock;

    public Gate(InstantSource clock) {
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * Whether a principal may do something.
     *
     * @param name what it is about; empty for an operation that isn't about a name. It comes from a stranger and may be
     *     anything
     * @return if not allowed: BAD_INPUT for what isn't a name, REVOKED or EXPIRED where the grant has ended, else
     *     FORBIDDEN
     */
    public Decision check(Principal principal, Operation operation, String name) {
        if ((operation.isNamed() || !name.isEmpty()) && !Names.isName(name)) {
            return Decision.refused(ErrorCode.BAD_INPUT, Printable.quote(name) + " isn't a name: " + Names.RULE);
        }
        if (!(principal instanceof Grant grant)) {
            return Decision.ALLOWED;
        }
        Optional<Ending> ending = grant.endingAt(clock.millis());
        if (ending.isPresent()) {
            return Decision.refused(ending.get().code(), ending.get().reason());
        }
        return check(grant.permissions(), operation, name);
    }

    /** Whether permissions allow something, as long as the grant lasts that they come from. */
    public static Decision check(Permissions permissions, Operation operation, String name) {
        return switch (operation) {
            case PERFORM -> decide(permissions.performable().covers(name), "perform", name);
            case PERFORM_AND_PUBLISH ->
                !permissions.performable().covers(name)
                        ? forbidden("perform", name)
                        : decide(permissions.publishable().covers(name), "publish", name);
            case FOLLOW_LOG ->
                !permissions.performable().covers(name)
                        ? forbidden("perform", name)
                        : decide(permissions.logs(), "follow the log of", name);
            case PUBLISH -> decide(permissions.publishable().covers(name), "publish", name);
            case SUBSCRIBE -> decide(permissions.subscribable().covers(name), "subscribe to", name);
            case UNSUBSCRIBE -> Decision.ALLOWED;
            case LIST -> decide(name.isEmpty() || permissions.covers(name), "know of", name);
            case TRACE ->
                permissions.trace()
                        ? Decision.ALLOWED
                        : Decision.refused(ErrorCode.FORBIDDEN, "the token doesn't allow to trace cascades" + ASK);
            case NOTIFY ->
                Decision.refused(
                        ErrorCode.FORBIDDEN, "no token allows to notify: events come on streams that this side opened");
        };
    }

    private static Decision decide(boolean allowed, String verb, String name) {
        return allowed ? Decision.ALLOWED : forbidden(verb, name);
    }

    private static Decision forbidden(String verb, String name) {
        return Decision.refused(ErrorCode.FORBIDDEN, "the token doesn't allow to " + verb + " '" + name + "'" + ASK);
    }
}
