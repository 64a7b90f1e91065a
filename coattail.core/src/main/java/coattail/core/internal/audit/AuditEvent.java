// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a record is to say. Texts that aren't known are empty. They are cut to a length, and whatever looks like a token
 * or a private key is masked, wherever it came from: a record outlives every revocation.
 *
 * @param who {@code instance}, {@code peer}, or {@code operator} and a name
 * @param peer the instance id of the peer that wanted it or that it is about
 * @param token the id of the token concerned, never its text
 * @param from the address that it came from
 * @param why the reason
 * @param about more, by name
 */
public record AuditEvent(
        AuditKind kind,
        Outcome outcome,
        String who,
        String peer,
        String token,
        String from,
        String why,
        Map<String, String> about) {
    /** Who wants what nobody asked for. */
    public static final String INSTANCE = "instance";
    /** Who wants what came over a connection. */
    public static final String PEER = "peer";

    private static final int LONGEST = 300;
    private static final int LONGEST_ABOUT = 1_000;
    private static final int MOST_ABOUT = 32;
    /** A token: a JSON object in base64url, a point, and more. Or what a PEM file begins with. */
    private static final Pattern SECRET = Pattern.compile(
            "eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_.-]+|-----BEGIN[^-]*PRIVATE KEY-----.*", Pattern.DOTALL);

    public AuditEvent {
        requireNonNull(kind, "kind");
        requireNonNull(outcome, "outcome");
        who = clean(who, LONGEST);
        peer = clean(peer, LONGEST);
        token = clean(token, LONGEST);
        from = clean(from, LONGEST);
        why = clean(why, LONGEST);
        about = clean(about);
    }

    /** An event of the instance itself. */
    public static AuditEvent of(AuditKind kind, Outcome outcome) {
        return new AuditEvent(kind, outcome, INSTANCE, "", "", "", "", Map.of());
    }

    /** Something that is allowed to whoever runs on this thread: an operator, else this instance itself. */
    public static AuditEvent ofCaller(AuditKind kind) {
        return of(kind, Outcome.ALLOWED).by(Operator.current().orElse(INSTANCE));
    }

    public AuditEvent as(Outcome other) {
        return new AuditEvent(kind, other, who, peer, token, from, why, about);
    }

    public AuditEvent by(String someone) {
        return new AuditEvent(kind, outcome, someone, peer, token, from, why, about);
    }

    /** About a peer. */
    public AuditEvent peer(String id) {
        return new AuditEvent(kind, outcome, who, id, token, from, why, about);
    }

    /** About a token, by its id. */
    public AuditEvent token(String id) {
        return new AuditEvent(kind, outcome, who, peer, id, from, why, about);
    }

    public AuditEvent from(String address) {
        return new AuditEvent(kind, outcome, who, peer, token, address, why, about);
    }

    public AuditEvent because(String reason) {
        return new AuditEvent(kind, outcome, who, peer, token, from, reason, about);
    }

    /** With one more fact; not if it is empty. */
    public AuditEvent with(String name, Object value) {
        var text = String.valueOf(value);
        if (text.isEmpty()) {
            return this;
        }
        var more = new LinkedHashMap<>(about);
        more.put(name, text);
        return new AuditEvent(kind, outcome, who, peer, token, from, why, more);
    }

    /** With more facts. */
    public AuditEvent with(Map<String, String> facts) {
        var more = new LinkedHashMap<>(about);
        more.putAll(facts);
        return new AuditEvent(kind, outcome, who, peer, token, from, why, more);
    }

    private static Map<String, String> clean(Map<String, String> about) {
        var clean = new LinkedHashMap<String, String>();
        about.entrySet().stream()
                .limit(MOST_ABOUT)
                .forEach(each -> clean.put(clean(each.getKey(), LONGEST), clean(each.getValue(), LONGEST_ABOUT)));
        return Collections.unmodifiableMap(clean);
    }

    private static String clean(String text, int longest) {
        // The search goes first: half a token is a token's half.
        var safe = text.contains("eyJ") || text.contains("-----BEGIN")
                ? SECRET.matcher(text).replaceAll("***")
                : text;
        var cut = safe.length() <= longest ? safe : safe.substring(0, longest) + "...";
        // Half a character beyond the first 65 536, a peer's or left by cutting, is no text that can be read again.
        return new String(cut.getBytes(UTF_8), UTF_8);
    }
}
