// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.publish;

/**
 * How many deliveries the cascades of one action may make: a token bucket. It stops a ring of instances of which one
 * drops the path, where the path alone doesn't.
 */
final class CascadeBudget {
    private static final double MILLIS = 1_000.0;

    private double left;
    private long asOf;

    CascadeBudget(PublicationLimits limits, long now) {
        this.left = limits.cascadeBurst();
        this.asOf = now;
    }

    /**
     * Takes deliveries from the budget, all or none.
     *
     * @return 0 where they were taken, else in how many milliseconds there will be enough, at least 1
     */
    synchronized long take(int deliveries, PublicationLimits limits, long now) {
        left = Math.min(limits.cascadeBurst(), left + (now - asOf) * limits.cascadeRate() / MILLIS);
        asOf = now;
        if (deliveries <= left) {
            left -= deliveries;
            return 0;
        }
        return (long) Math.ceil((deliveries - left) * MILLIS / limits.cascadeRate());
    }
}
