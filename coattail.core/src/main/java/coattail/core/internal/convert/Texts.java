// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.convert;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import coattail.api.CoattailException;

/** Strict UTF-8: no overlong forms, no surrogates, nothing replaced in silence. */
final class Texts {
    private Texts() {}

    /** @throws CoattailException BAD_INPUT, for what isn't UTF-8 */
    static CharBuffer decode(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes);
        } catch (CharacterCodingException e) {
            throw Misfit.of("not valid UTF-8");
        }
    }

    /** Whether every surrogate has its other half: JSON can spell one alone, UTF-8 can't. */
    static boolean wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}
