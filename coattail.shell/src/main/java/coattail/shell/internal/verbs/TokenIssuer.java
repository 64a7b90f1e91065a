// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import static coattail.shell.internal.grammar.Usage.command;

import java.util.LinkedHashMap;

import coattail.shell.internal.print.Json;
import coattail.shell.internal.run.Reply;
import coattail.shell.internal.run.Services;
import coattail.shell.internal.run.Verb;

/** {@code coattail token issuer}. */
final class TokenIssuer {
    private TokenIssuer() {}

    static Verb of(Services services) {
        var usage = command("token-issuer", "Shows who issues tokens here, as holders find it in them")
                .detail("Whoever is handed a token can compare: the id is the token's issuer, the fingerprint is the "
                        + "key that has to be found at the address, and the signing key is the kid in its header.")
                .example("", "This instance as an issuer of tokens");
        return Verb.of(usage, (arguments, console) -> {
            var issuer = services.tokens().issuer();
            return Reply.of(
                    () -> Json.object()
                            .put("id", issuer.id())
                            .put("name", issuer.name())
                            .put("publicKey", issuer.publicKey())
                            .put("fingerprint", issuer.fingerprint())
                            .put("address", issuer.address())
                            .put("signingKey", issuer.signingKey()),
                    page -> {
                        var sheet = new LinkedHashMap<String, String>();
                        sheet.put("Id", issuer.id());
                        sheet.put("Name", issuer.name());
                        sheet.put("Public key", issuer.publicKey());
                        sheet.put("Fingerprint", issuer.fingerprint());
                        sheet.put("Address", issuer.address());
                        sheet.put("Signing key", issuer.signingKey());
                        page.sheet(sheet);
                    });
        });
    }
}
