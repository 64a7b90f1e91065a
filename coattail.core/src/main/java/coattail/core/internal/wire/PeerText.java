// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

/**
 * Text that another instance has written for people. It ends up in logs and on terminals, so what would begin a line of
 * its own there, steer the terminal or turn the order of letters around is replaced as soon as it is read.
 */
final class PeerText {
    private static final int REPLACEMENT = 0xFFFD;

    private PeerText() {}

    static String clean(String text) {
        if (text.codePoints().noneMatch(PeerText::isHarmful)) {
            return text;
        }
        return text.codePoints()
                .map(c -> isHarmful(c) ? REPLACEMENT : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isHarmful(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}
