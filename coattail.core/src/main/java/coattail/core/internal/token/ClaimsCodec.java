// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.token;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

import coattail.core.spi.KeyPin;

/** The claims of an authentication token as JSON: exactly those of docs/security.md, in that order when written. */
public final class ClaimsCodec {
    private static final int VERSION = 1;
    private static final String USE = "authentication";
    private static final String WHAT = "the token";

    private ClaimsCodec() {}

    static String write(TokenClaims claims) {
        ObjectNode json = StrictJson.newObject();
        json.put("ver", VERSION);
        json.put("iss", claims.issuer());
        json.put("aud", claims.issuer());
        json.put("sub", claims.subject());
        json.put("jti", claims.id());
        json.put("iat", claims.issued().getEpochSecond());
        json.put("nbf", claims.notBefore().getEpochSecond());
        claims.expires().ifPresent(end -> json.put("exp", end.getEpochSecond()));
        json.put("use", USE);
        json.put("host", claims.host());
        json.put("port", claims.port());
        json.put("tls", true);
        put(json, "pin", claims.pins().stream().map(KeyPin::toString).toList());
        claims.boundKey().ifPresent(key -> json.putObject("cnf").put("jkt", key));
        put(json, "validBearers", claims.bearers().entries());
        put(json, "performable", claims.permissions().performable().entries());
        put(json, "publishable", claims.permissions().publishable().entries());
        put(json, "subscribable", claims.permissions().subscribable().entries());
        json.put("logs", claims.permissions().logs());
        json.put("trace", claims.permissions().trace());
        json.putObject("lim")
                .put("rps", claims.limits().rate())
                .put("burst", claims.limits().burst())
                .put("conc", claims.limits().concurrency())
                .put("subs", claims.limits().subscriptions())
                .put("maxMsg", claims.limits().maxMessage());
        return json.toString();
    }

    /**
     * Reads claims whose signature was verified, or whose origin is the store, or that only inform.
     *
     * @throws TokenException if one is missing, of another type, out of range or unknown
     */
    public static TokenClaims read(byte[] json) throws TokenException {
        var members = new Members(StrictJson.parse(json, "the token's payload"), WHAT);
        if (members.number("ver") != VERSION) {
            throw new TokenException("the token is of a version that this version of Coattail doesn't know");
        }
        members.constant("use", USE);
        if (!members.flag("tls")) {
            throw new TokenException("the token is for connections without TLS, which there aren't");
        }
        String issuer = members.instanceId("iss");
        members.constant("aud", issuer);
        Permissions permissions = new Permissions(
                names(members, "performable"),
                names(members, "publishable"),
                names(members, "subscribable"),
                members.flag("logs"),
                members.flag("trace"));
        String subject = members.string("sub");
        String id = members.string("jti");
        Instant issued = members.time("iat");
        Instant notBefore = members.time("nbf");
        Optional<Instant> expires = members.optionalTime("exp");
        String host = members.string("host");
        int port = members.number("port");
        List<KeyPin> pins = pins(members);
        Optional<String> boundKey = boundKey(members);
        Bearers bearers = members.read(members.strings("validBearers"), "validBearers", Bearers::fromClaim);
        Limits limits = limits(members.object("lim"));
        members.end();
        try {
            return new TokenClaims(
                    issuer,
                    subject,
                    id,
                    issued,
                    notBefore,
                    expires,
                    host,
                    port,
                    pins,
                    boundKey,
                    bearers,
                    permissions,
                    limits);
        } catch (IllegalArgumentException e) {
            throw new TokenException("the token is wrong: " + e.getMessage(), e);
        }
    }

    private static NameSet names(Members members, String name) throws TokenException {
        return members.read(members.strings(name), name, NameSet::of);
    }

    private static List<KeyPin> pins(Members members) throws TokenException {
        var pins = new ArrayList<KeyPin>();
        for (String pin : members.strings("pin")) {
            pins.add(members.read(pin, "pin", KeyPin::parse));
        }
        return pins;
    }

    private static Optional<String> boundKey(Members members) throws TokenException {
        Optional<Members> confirmation = members.optionalObject("cnf");
        if (confirmation.isEmpty()) {
            return Optional.empty();
        }
        String thumbprint = confirmation.get().string("jkt");
        confirmation.get().end();
        return Optional.of(thumbprint);
    }

    private static Limits limits(Members members) throws TokenException {
        int rate = members.number("rps");
        int burst = members.number("burst");
        int concurrency = members.number("conc");
        int subscriptions = members.number("subs");
        int maxMessage = members.number("maxMsg");
        members.end();
        try {
            return new Limits(rate, burst, concurrency, subscriptions, maxMessage);
        } catch (IllegalArgumentException e) {
            throw new TokenException("the token's lim is wrong: " + e.getMessage(), e);
        }
    }

    private static void put(ObjectNode json, String name, List<String> items) {
        var array = json.putArray(name);
        items.forEach(array::add);
    }
}
