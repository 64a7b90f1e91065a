// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.trace;

import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicReference;

import coattail.api.ErrorCode;
import coattail.api.Outcome;
import coattail.core.internal.wire.Id16;
import coattail.core.internal.wire.Path;
import coattail.core.internal.wire.Trace;

/**
 * One thing that this instance did in a cascade: it stands in the {@link Chronicle} from its beginning. Safe for use by
 * several threads; nothing is put into words before somebody reads it.
 */
public final class Step {
    /** What is done. */
    public enum Kind {
        /** A peer was asked to perform or publish. */
        CALLED,
        /** An action was performed here. */
        PERFORMED,
        /** Something was published here. */
        PUBLISHED,
        /** An event was given to a receiver here. */
        RECEIVED
    }

    /** An outcome that isn't a failure and counts nothing. */
    public static final String DONE = "done";

    private final Chronicle chronicle;
    private final Kind kind;
    private final TraceContext context;
    private final long parent;
    private final String action;
    private final String receiver;
    private final String peer;
    private final long at;
    private final long begun;
    /** {@code null} while it goes on; a word, the code of a failure, or the counts of a publication. */
    private final AtomicReference<Object> outcome = new AtomicReference<>();

    private volatile long took;

    Step(
            Chronicle chronicle,
            Kind kind,
            TraceContext context,
            long parent,
            String action,
            String receiver,
            String peer,
            long at,
            long begun) {
        this.chronicle = chronicle;
        this.kind = kind;
        this.context = context;
        this.parent = parent;
        this.action = action;
        this.receiver = receiver;
        this.peer = peer;
        this.at = at;
        this.begun = begun;
    }

    /** What travels with all that this step causes. */
    public Trace trace(Path path) {
        return new Trace(path, context.toByteArray());
    }

    /** The name of its cascade, as logs and people know it: 32 hexadecimal digits. */
    public String id() {
        return context.trace().toString();
    }

    /** Whether it is about what is performed or published under this name. */
    public boolean isAbout(String name) {
        return action.equals(name);
    }

    Id16 traceId() {
        return context.trace();
    }

    /** It is over, and ended so. Who says so first is right. */
    public void ended(String word) {
        end(word);
    }

    /** It is over: it failed. */
    public void failed(ErrorCode code) {
        end(code);
    }

    /** It is over: it was published. */
    public void published(Map<Outcome, Integer> counts) {
        end(counts);
    }

    private void end(Object how) {
        if (outcome.get() == null) {
            took = chronicle.now() - begun;
            if (outcome.compareAndSet(null, how)) {
                chronicle.tell(this);
            }
        }
    }

    /** How it stands. */
    public StepView view() {
        var how = outcome.get();
        return new StepView(
                kind,
                context.trace(),
                context.span(),
                parent,
                action,
                receiver,
                peer,
                at,
                how == null ? -1 : took,
                how == null ? "" : words(how));
    }

    private static String words(Object how) {
        if (how instanceof ErrorCode code) {
            return spelled(code);
        }
        if (how instanceof Map<?, ?> counts) {
            var words = new StringJoiner(", ");
            for (var one : Outcome.values()) {
                if (counts.get(one) instanceof Integer count && count > 0) {
                    words.add(count + " " + spelled(one));
                }
            }
            return words.length() == 0 ? "nobody subscribed" : words.toString();
        }
        return how.toString();
    }

    private static String spelled(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
