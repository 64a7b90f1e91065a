// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.shell.internal.grammar.Contents;
import coattail.shell.internal.grammar.Word;
import coattail.shell.internal.print.Plain;

/**
 * Reads {@code @file} and {@code -} where the console is. What comes from a terminal was read there: its words stand
 * for themselves, whatever they begin with.
 */
final class ConsoleContents implements Contents {
    /** As much as the terminal sends. */
    private static final int MOST = 4 << 20;

    private final Console console;

    ConsoleContents(Console console) {
        this.console = console;
    }

    @Override
    public String of(Word word) {
        if (word.data() || console.face().spelling() == Face.Spelling.TERMINAL) {
            return word.text();
        }
        if (word.text().equals("-")) {
            return read(console.in(), "standard input");
        }
        if (word.text().startsWith("@@")) {
            return word.text().substring(1);
        }
        return word.text().startsWith("@") ? file(word.text().substring(1)) : word.text();
    }

    @Override
    public boolean exposes(Word word) {
        boolean typed = console.face().spelling() == Face.Spelling.TERMINAL && !word.data();
        return typed && !Plain.withoutTokens(word.text()).equals(word.text());
    }

    private String file(String name) {
        InstanceFiles.demand();
        Path file;
        try {
            file = console.directory().resolve(name);
        } catch (InvalidPathException invalid) {
            throw unreadable("'" + name + "' can't be the name of a file", invalid);
        }
        if (!Files.isRegularFile(file)) {
            throw unreadable(Files.exists(file) ? file + " isn't a file" : "there is no file " + file, null);
        }
        try (var stream = Files.newInputStream(file)) {
            return read(stream, file.toString());
        } catch (IOException failed) {
            throw unreadable(file + " can't be read: " + failed, failed);
        }
    }

    private static String read(InputStream stream, String name) {
        try {
            var bytes = stream.readNBytes(MOST + 1);
            if (bytes.length > MOST) {
                throw unreadable(name + " has more than " + (MOST >> 20) + " MiB", null);
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException wrong) {
            throw unreadable(name + " isn't text in UTF-8", wrong);
        } catch (IOException failed) {
            throw unreadable(name + " can't be read: " + failed, failed);
        }
    }

    private static CoattailException unreadable(String message, Exception cause) {
        return new CoattailException(ErrorCode.BAD_INPUT, message, null, cause);
    }
}
