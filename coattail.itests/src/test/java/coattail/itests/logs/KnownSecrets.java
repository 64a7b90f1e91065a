// SPDX-License-Identifier: Apache-2.0
package coattail.itests.logs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

import coattail.itests.support.IssuedTokens;
import coattail.itests.support.User;

/**
 * The secrets of instances that ran, and a search for them. Beside those that are known, whatever has the form of one:
 * a key that was exchanged is on no disk any more.
 */
final class KnownSecrets {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
    /** A line of PEM of which enough is the key's own. */
    private static final int SHORTEST_LINE = 40;
    /** Shorter ones, such as those that Karaf is released with, are words of their own. */
    private static final int SHORTEST_PASSWORD = 8;
    /** PKCS#8 of Ed25519: what comes before the 32 bytes that are the key. */
    private static final int ED25519_HEAD = 16;

    private static final int ED25519_LENGTH = ED25519_HEAD + 32;
    private static final Pattern PRIVATE_KEY = Pattern.compile("PRIVATE KEY-----|MC4CAQAwBQYDK2VwBCIEI[\\w+/-]");

    /** Karaf's log cuts long messages off: a token without its signature, which says that one was logged. */
    private static final Pattern BEGUN = Pattern.compile("(eyJ[\\w-]+)\\.[\\w-]{20}");

    /** What to look for, each with what it is: people mustn't read the secret itself in a report. */
    private final Map<String, String> kinds = new LinkedHashMap<>();

    private final Set<String> tokenIds = new HashSet<>();

    KnownSecrets(KeptFiles kept) throws IOException {
        for (var user : User.values()) {
            kinds.put(user.password(), "the password of " + user.login());
        }
        for (var file : kept.keys()) {
            addKey(file, read(kept, file));
        }
        for (var file : kept.users()) {
            addPasswords(read(kept, file));
        }
        for (var file : kept.tokens()) {
            for (var token : tokens(read(kept, file))) {
                addToken(token);
            }
        }
    }

    private static String read(KeptFiles kept, String file) throws IOException {
        return Files.readString(kept.directory().resolve(file), ISO_8859_1);
    }

    private void addKey(String file, String pem) {
        if (!PRIVATE_KEY.matcher(pem).find()) {
            return; // a certificate
        }
        var lines = pem.lines().filter(line -> !line.startsWith("-----")).toList();
        for (var line : lines) {
            if (line.length() >= SHORTEST_LINE) {
                kinds.put(line, "the key in " + file);
            }
        }
        var key = Base64.getMimeDecoder().decode(String.join("", lines));
        if (key.length == ED25519_LENGTH) {
            var seed = Arrays.copyOfRange(key, ED25519_HEAD, ED25519_LENGTH);
            kinds.put(Base64.getEncoder().withoutPadding().encodeToString(seed), "the key in " + file);
            kinds.put(BASE64URL.encodeToString(seed), "the key in " + file);
            kinds.put(BASE64URL.encodeToString(key), "the key in " + file);
            kinds.put(HexFormat.of().formatHex(seed), "the key in " + file);
        }
    }

    private void addPasswords(String properties) {
        for (var line : properties.lines().toList()) {
            if (line.matches("[^#=\\s]+\\s*=[^,]+,.*") && !line.startsWith("_g_")) {
                var name = line.substring(0, line.indexOf('=')).strip();
                var password =
                        line.substring(line.indexOf('=') + 1, line.indexOf(',')).strip();
                if (password.length() >= SHORTEST_PASSWORD) {
                    kinds.put(password, "the password of " + name);
                }
            }
        }
    }

    private void addToken(String token) {
        var id = claims(token).path("jti").asText();
        tokenIds.add(id);
        kinds.put(token.substring(token.lastIndexOf('.') + 1), "the signature of token " + id);
    }

    /** Authentication tokens; a validation token is no secret. */
    private static List<String> tokens(String text) {
        var found = new ArrayList<String>();
        var matcher = IssuedTokens.TOKEN.matcher(text);
        while (matcher.find()) {
            if (claims(matcher.group()).path("use").asText().equals("authentication")) {
                found.add(matcher.group());
            }
        }
        return found;
    }

    private static JsonNode claims(String token) {
        return part(token.split("\\.")[1]);
    }

    private static JsonNode part(String base64) {
        try {
            return JSON.readTree(Base64.getUrlDecoder().decode(base64));
        } catch (IllegalArgumentException | IOException e) {
            return MissingNode.getInstance(); // it only looks like one
        }
    }

    Set<String> tokenIds() {
        return Set.copyOf(tokenIds);
    }

    /** What of this is in a log, with the log's name and the line. */
    List<String> in(Path log, String name) throws IOException {
        var found = new ArrayList<String>();
        int number = 0;
        for (var line : Files.readAllLines(log, ISO_8859_1)) {
            number++;
            for (var what : in(line)) {
                found.add(name + ":" + number + ": " + what);
            }
        }
        return found;
    }

    private static boolean isOfToken(MatchResult begun) {
        return part(begun.group(1)).path("typ").asText().equals("ct-at+jwt");
    }

    private List<String> in(String line) {
        var found = new ArrayList<String>();
        kinds.forEach((secret, kind) -> {
            if (line.contains(secret)) {
                found.add(kind);
            }
        });
        if (found.isEmpty() && PRIVATE_KEY.matcher(line).find()) {
            found.add("a private key");
        }
        if (found.isEmpty() && BEGUN.matcher(line).results().anyMatch(KnownSecrets::isOfToken)) {
            found.add("a token, or the beginning of one");
        }
        return found;
    }
}
