// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Usage.command;

import java.time.Clock;
import java.util.LinkedHashMap;

import coattail.core.admin.TokenExplanation;
import coattail.core.admin.TokenStatus;
import coattail.shell.internal.grammar.Arguments;
import coattail.shell.internal.grammar.Parameter;
import coattail.shell.internal.grammar.Usage;
import coattail.shell.internal.grammar.Values;
import coattail.shell.internal.print.Page;
import coattail.shell.internal.print.State;
import coattail.shell.internal.run.Console;
import coattail.shell.internal.run.Reply;
import coattail.shell.internal.run.Services;
import coattail.shell.internal.run.Verb;

/** {@code coattail token explain}. */
final class TokenExplain implements Verb {
    private final Parameter<String> token = TokenText.parameter("any token").unseen();
    private final Usage usage = command("token-explain", "Reads any token and says what it would allow here")
            .takes(token)
            .detail("Of a token that was issued here it says whether it holds, who may use it and for what; of "
                    + "another's, what this instance could do with it there. The signature of another's can't be "
                    + "verified here: that is for its issuer. Nothing is stored, and the token isn't shown.")
            .detail("A token doesn't belong on a terminal's command line, where others see it, and isn't taken there.")
            .example("@plant.token", "What the token in the file says, and whether it is of use here")
            .example("- < plant.token", "The same with what standard input has")
            .example("", "Asks for the token");
    private final Services services;
    private final Clock clock;

    TokenExplain(Services services, Clock clock) {
        this.services = services;
        this.clock = clock;
    }

    @Override
    public Usage usage() {
        return usage;
    }

    @Override
    public Reply run(Arguments arguments, Console console) throws Exception {
        var explanation = services.tokens().explain(TokenText.of(token, arguments, console));
        return Reply.of(() -> Shapes.explanation(explanation), page -> print(explanation, page));
    }

    private void print(TokenExplanation explained, Page page) {
        var status = explained.token();
        var sheet = new LinkedHashMap<String, Object>();
        sheet.put("Id", status.id());
        sheet.put("Issued by", issuer(explained));
        sheet.put("Issued", Texts.time(status.issued()));
        sheet.put("Leads to", status.address());
        sheet.put("State", State.of(Values.spelled(status.state())));
        sheet.put("Holder", TokenShow.holder(status));
        if (!TokenShow.validations(status).isEmpty()) {
            sheet.put("For the keys of", String.join(", ", TokenShow.validations(status)));
        }
        sheet.put("From where", TokenShow.networks(status));
        Texts.permissions(status.permissions(), clock, sheet);
        page.sheet(sheet).blank();
        explained.obstacles().forEach(obstacle -> page.paragraph("Of no use here: ", obstacle + "."));
        if (explained.obstacles().isEmpty()) {
            page.paragraph("", use(explained));
        }
    }

    private static String issuer(TokenExplanation explained) {
        return explained.here()
                ? "this instance"
                : explained.issuerName().map(name -> name + ", ").orElse("") + explained.issuer();
    }

    private static String use(TokenExplanation explained) {
        if (explained.here()) {
            return "It holds: " + whoMay(explained.token()) + " may do here what is listed above.";
        }
        var there = explained.issuerName().orElse("its issuer");
        return explained.held()
                ? "It is the token held from " + there + ": this instance may do there what is listed above."
                : "Nothing that can be seen here speaks against it: added with 'peer add', it lets this instance do at "
                        + there + " what is listed above, if " + there + " accepts it.";
    }

    private static String whoMay(TokenStatus status) {
        if (status.bearers().contains("*")) {
            return "whoever has it";
        }
        return status.boundName()
                .filter(name -> !name.isEmpty())
                .or(status::boundTo)
                .orElse(
                        TokenShow.validations(status).isEmpty()
                                ? "the first instance that uses it"
                                : "the instances whose validation tokens it lists");
    }
}
