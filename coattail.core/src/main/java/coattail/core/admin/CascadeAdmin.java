// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

import java.util.List;
import java.util.Optional;

import org.osgi.annotation.versioning.ProviderType;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;

/** What calls, publications and deliveries cause each other, at this instance and at those that tell. */
@ProviderType
public interface CascadeAdmin {
    /** How many steps an instance remembers; the oldest go first, and all with a restart. */
    int MOST_STEPS = 8_192;

    /**
     * What is known of a cascade here, at the instances that the known steps name, and at the connected peers whose
     * tokens allow to trace. Takes at most some seconds: who doesn't answer is told as such.
     *
     * @param id 32 hexadecimal digits
     * @throws CoattailException {@link ErrorCode#BAD_INPUT} if it isn't an id
     * @throws InterruptedException if the thread was interrupted while it waited for others
     */
    CascadeTree trace(String id) throws InterruptedException;

    /** The ids of the newest cascades that have passed here, the newest first. */
    List<String> recent();

    /**
     * What comes to its end at this instance from now on.
     *
     * @param action the only name that it is about; empty for all
     */
    Watch watch(Optional<String> action);

    /** Steps as they end. For one thread at a time, but {@link #close()} for any. */
    @ProviderType
    interface Watch extends AutoCloseable {

        /**
         * Waits for the next step.
         *
         * @throws CoattailException {@link ErrorCode#UNAVAILABLE} if the instance stops
         */
        CascadeStep next() throws InterruptedException;

        /** How many steps were left out so far, since they came faster than they were taken. */
        long missed();

        @Override
        void close();
    }
}
