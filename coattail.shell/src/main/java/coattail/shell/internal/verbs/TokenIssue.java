// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Parameter.flag;
import static coattail.shell.internal.grammar.Parameter.option;
import static coattail.shell.internal.grammar.Usage.command;

import java.time.Clock;
import java.util.List;

import coattail.core.admin.TokenRequest;
import coattail.shell.internal.grammar.Arguments;
import coattail.shell.internal.grammar.Parameter;
import coattail.shell.internal.grammar.Usage;
import coattail.shell.internal.grammar.UsageException;
import coattail.shell.internal.grammar.Values;
import coattail.shell.internal.run.Console;
import coattail.shell.internal.run.Reply;
import coattail.shell.internal.run.Services;
import coattail.shell.internal.run.Verb;

/** {@code coattail token issue}. */
final class TokenIssue implements Verb {
    private final Parameter<List<String>> performable;
    private final Parameter<List<String>> publishable;
    private final Parameter<List<String>> subscribable;
    private final Parameter<List<String>> bearers;
    private final LifetimeOptions lifetime = new LifetimeOptions(TokenRequest.DEFAULT_LIFETIME, "revoked");
    private final Parameter<Boolean> anyone =
            flag("--bearer-anyone", "binds to no key: whoever has the text may use it, and pass it on");
    private final Parameter<String> boundTo;
    private final Parameter<Boolean> logs = flag("--logs", "may follow the log of what it performs");
    private final Parameter<Boolean> trace = flag("--trace", "may trace cascades");
    private final LimitOptions limits = new LimitOptions();
    private final Parameter<Boolean> quiet = flag("--quiet", "doesn't show the claims");
    private final Parameter<Boolean> raw = flag(
            "--print-raw-token",
            "prints the token alone, for a file or another program; the claims go to " + "standard error");
    private final Usage usage;
    private final Services services;
    private final Clock clock;

    TokenIssue(Services services, Known known, Clock clock) {
        this.services = services;
        this.clock = clock;
        this.performable = names("--performable", "actions that may be performed; none if left out", known);
        this.publishable = names("--publishable", "names that may be published under; none if left out", known);
        this.subscribable =
                names("--subscribable", "names that may be subscribed to; any (*) if left out, none if ''", known);
        this.bearers = option(
                        "--bearers",
                        "LIST",
                        "who may use it: networks, as in ipv4://192.168.0.0/24,ipv6://2001:db8::/32, from anywhere if"
                                + " there is none; validation tokens that were added here, as in vt://ID or"
                                + " vt://PEER, and then only their keys")
                .as(Values::names)
                .completed(known.bearers());
        this.boundTo = option("--for", "PEER", "binds it to a known peer's key; use it to renew")
                .completed(known.peers());
        this.usage = command("token-issue", "Issues a token for whoever is to act on this instance")
                .takes(performable, publishable, subscribable, bearers)
                .takes(lifetime.all())
                .takes(anyone, boundTo, logs, trace)
                .takes(limits.all())
                .takes(quiet, raw)
                .detail("The token is shown once and isn't kept. It binds to the first instance that uses it, "
                        + "unless it says whose it is: by --for, or by validation tokens among the bearers.")
                .example(
                        "--performable greet,echo --expires-in 2w",
                        "For one instance, which may perform greet and echo for two weeks, and subscribe to anything")
                .example(
                        "--performable '*' --quiet --print-raw-token > plant.token", "Puts the token alone into a file")
                .example("--performable greet --for plant", "Renews what plant has, bound to its key")
                .example(
                        "--performable greet --bearers vt://plant,vt://gate",
                        "For two instances whose validation tokens were added here");
    }

    @Override
    public Usage usage() {
        return usage;
    }

    @Override
    public Reply run(Arguments arguments, Console console) throws Exception {
        arguments.exclude(anyone, boundTo);
        if (arguments.has(quiet) && !arguments.has(raw) && !arguments.has(Usage.JSON)) {
            throw new UsageException(quiet.name() + " alone would issue a token that nobody sees; add " + raw.name());
        }
        var token = services.tokens().issue(request(arguments));
        return Reply.of(() -> Shapes.token(token.status()).put("token", token.reveal()), page -> {
            if (!arguments.has(raw)) {
                TokenShow.print(token.status(), clock, page);
                page.blank().line("The token, shown this once; hand it to its holder by a safe way:");
            } else if (!arguments.has(quiet)) {
                TokenShow.print(token.status(), clock, console.remarks());
            }
            page.line(token.reveal());
        });
    }

    private TokenRequest request(Arguments arguments) throws UsageException {
        return new TokenRequest(
                arguments.find(performable).orElse(List.of()),
                arguments.find(publishable).orElse(List.of()),
                arguments.find(subscribable).orElse(List.of("*")),
                arguments.find(bearers).orElse(List.of()),
                arguments.has(anyone),
                arguments.find(boundTo),
                lifetime.notBefore(arguments),
                lifetime.lifetime(arguments),
                arguments.has(logs),
                arguments.has(trace),
                limits.of(arguments));
    }

    private static Parameter<List<String>> names(String option, String description, Known known) {
        return option(option, "NAMES", description).as(Values::anyNames).completed(known.actionNames());
    }
}
