// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.subscribe;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.random.RandomGenerator;

import coattail.api.InstanceRef;
import coattail.core.internal.memory.ByteBudget;
import coattail.core.spi.Subscriptions;

/** What all subscriptions of this instance share. */
record Setting(
        Subscriptions store,
        Reception reception,
        InstantSource wall,
        RandomGenerator random,
        Executor workers,
        ByteBudget budget,
        Function<String, InstanceRef> names) {}
