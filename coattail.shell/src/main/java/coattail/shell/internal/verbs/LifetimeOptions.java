// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Parameter.flag;
import static coattail.shell.internal.grammar.Parameter.option;

import java.time.Duration;
import java.util.Optional;

import coattail.shell.internal.grammar.Arguments;
import coattail.shell.internal.grammar.Durations;
import coattail.shell.internal.grammar.Parameter;
import coattail.shell.internal.grammar.UsageException;

/** From when and how long something issued is to hold. */
final class LifetimeOptions {
    private final Duration usual;
    private final Parameter<Duration> notBefore = option(
                    "--not-before", "TIME", "usable that long from now on, as in 1w; at once if left out")
            .as(Durations::parse)
            .suggesting("1h", "1d", "1w");
    private final Parameter<Duration> expiresIn;
    private final Parameter<Boolean> noExpiry;

    /** @param end what ends it where nothing else does, as the end of a sentence */
    LifetimeOptions(Duration usual, String end) {
        this.usual = usual;
        expiresIn = option(
                        "--expires-in",
                        "TIME",
                        "how long it holds from then on, as in 2w; " + usual.toDays() + "d if left out")
                .as(Durations::parse)
                .suggesting("1d", "1w", "2w", usual.toDays() + "d");
        noExpiry = flag("--no-expiry", "holds until it is " + end);
    }

    Parameter<?>[] all() {
        return new Parameter<?>[] {notBefore, expiresIn, noExpiry};
    }

    Duration notBefore(Arguments arguments) {
        return arguments.find(notBefore).orElse(Duration.ZERO);
    }

    /** How long it is to hold; empty for ever. */
    Optional<Duration> lifetime(Arguments arguments) throws UsageException {
        arguments.exclude(noExpiry, expiresIn);
        return arguments.has(noExpiry)
                ? Optional.empty()
                : Optional.of(arguments.find(expiresIn).orElse(usual));
    }
}
