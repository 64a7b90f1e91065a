// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.identity;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The textual encoding of keys and certificates (RFC 7468, the strict form, one block a file). */
enum Pem {
    PRIVATE_KEY("PRIVATE KEY"),
    PUBLIC_KEY("PUBLIC KEY"),
    CERTIFICATE("CERTIFICATE");

    private static final int LINE = 64;

    private final String begin;
    private final String end;

    Pem(String label) {
        this.begin = "-----BEGIN " + label + "-----";
        this.end = "-----END " + label + "-----";
    }

    byte[] encode(byte[] der) {
        String body = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der);
        return (begin + "\n" + body + "\n" + end + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** The content of a block of this kind; empty if the text is anything else. */
    Optional<byte[]> decode(byte[] text) {
        String block = new String(text, StandardCharsets.US_ASCII).strip();
        if (block.length() < begin.length() + end.length() || !block.startsWith(begin) || !block.endsWith(end)) {
            return Optional.empty();
        }
        String body = block.substring(begin.length(), block.length() - end.length());
        try {
            return Optional.of(Base64.getDecoder().decode(body.replaceAll("[\r\n]", "")));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // not Base64: the caller names the file
        }
    }
}
