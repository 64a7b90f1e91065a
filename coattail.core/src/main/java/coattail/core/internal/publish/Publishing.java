// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.publish;

import java.util.concurrent.CompletionStage;

import coattail.api.Publication;

/** A publication whose outcome may be under way still. Safe for use by several threads; doesn't block. */
public interface Publishing {

    /**
     * What became of it. Complete already where no verdicts were asked for, else completed on a worker when the last
     * verdict is in, at the latest at the deadline. Fails with {@link coattail.api.CoattailException}: RATE_LIMITED for
     * a cascade over its budget (nothing was published then), CANCELLED after {@link #cancel}.
     */
    CompletionStage<Publication> result();

    /** Takes back the events that have not been sent yet. No effect once the result is complete. */
    void cancel();
}
