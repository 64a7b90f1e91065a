// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Parameter.option;

import coattail.core.admin.Permissions.Limits;
import coattail.shell.internal.grammar.Arguments;
import coattail.shell.internal.grammar.Parameter;
import coattail.shell.internal.grammar.Values;

/** The options that bound how much a token's holder may ask for. */
final class LimitOptions {
    private final Parameter<Integer> rate = option("--rate", "N", "requests a second; " + Limits.DEFAULT.rate())
            .as(Values.count(1))
            .suggesting(String.valueOf(Limits.DEFAULT.rate()));
    private final Parameter<Integer> burst = option(
                    "--burst", "N", "requests at once after a rest; " + Limits.DEFAULT.burst())
            .as(Values.count(1))
            .suggesting(String.valueOf(Limits.DEFAULT.burst()));
    private final Parameter<Integer> concurrency = option(
                    "--concurrency", "N", "requests under way; " + Limits.DEFAULT.concurrency())
            .as(Values.count(1))
            .suggesting(String.valueOf(Limits.DEFAULT.concurrency()));
    private final Parameter<Integer> subscriptions = option(
                    "--subscriptions", "N", "stored subscriptions; " + Limits.DEFAULT.subscriptions())
            .as(Values.count(0))
            .suggesting(String.valueOf(Limits.DEFAULT.subscriptions()));
    private final Parameter<Integer> maxMessage = option(
                    "--max-message",
                    "SIZE",
                    "size of one body, as in 4096, 64KiB or 1MiB; " + (Limits.DEFAULT.maxMessage() >> 20) + "MiB")
            .as(Values::size)
            .suggesting("64KiB", "1MiB");

    Parameter<?>[] all() {
        return new Parameter<?>[] {rate, burst, concurrency, subscriptions, maxMessage};
    }

    Limits of(Arguments arguments) {
        return new Limits(
                arguments.find(rate).orElse(Limits.DEFAULT.rate()),
                arguments.find(burst).orElse(Limits.DEFAULT.burst()),
                arguments.find(concurrency).orElse(Limits.DEFAULT.concurrency()),
                arguments.find(subscriptions).orElse(Limits.DEFAULT.subscriptions()),
                arguments.find(maxMessage).orElse(Limits.DEFAULT.maxMessage()));
    }
}
