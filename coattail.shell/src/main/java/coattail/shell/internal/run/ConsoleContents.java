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

import coattail.shell.internal.grammar.Contents;
import coattail.shell.internal.grammar.UsageException;
import coattail.shell.internal.grammar.Word;

/** Reads {@code @file} and {@code -} where the console is. What comes from a terminal was read there. */
final class ConsoleContents implements Contents {
    /** As much as the terminal sends. */
    private static final int MOST = 4 << 20;

    private final Console console;

    ConsoleContents(Console console) {
        this.console = console;
    }

    @Override
    public String of(Word word) throws UsageException {
        if (word.data()) {
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

    private String file(String name) throws UsageException {
        Path file;
        try {
            file = console.directory().resolve(name);
        } catch (InvalidPathException invalid) {
            throw new UsageException("'" + name + "' can't be the name of a file", invalid);
        }
        if (!Files.isRegularFile(file)) {
            throw new UsageException(Files.exists(file) ? file + " isn't a file" : "there is no file " + file);
        }
        try (var stream = Files.newInputStream(file)) {
            return read(stream, file.toString());
        } catch (IOException failed) {
            throw unreadable(file.toString(), failed);
        }
    }

    private static String read(InputStream stream, String name) throws UsageException {
        try {
            var bytes = stream.readNBytes(MOST + 1);
            if (bytes.length > MOST) {
                throw new UsageException(name + " has more than " + (MOST >> 20) + " MiB");
            }
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException wrong) {
            throw new UsageException(name + " isn't text in UTF-8", wrong);
        } catch (IOException failed) {
            throw unreadable(name, failed);
        }
    }

    private static UsageException unreadable(String name, IOException failed) {
        return new UsageException(name + " can't be read: " + failed, failed);
    }
}
