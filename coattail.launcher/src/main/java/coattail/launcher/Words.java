// SPDX-License-Identifier: Apache-2.0
package coattail.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import coattail.launcher.frame.Word;

/** What was typed, with {@code @file} and {@code -} replaced by what they stand for. */
final class Words {
    /** Enough for any message that an instance takes, and small enough to hold. */
    private static final int MOST = 2 << 20;

    private final Path directory;
    private final InputStream input;

    /**
     * @param directory what files are relative to: the caller's
     * @param input standard input
     */
    Words(Path directory, InputStream input) {
        this.directory = directory;
        this.input = input;
    }

    List<Word> of(List<String> typed) {
        List<Word> words = new ArrayList<>(typed.size());
        boolean inputRead = false;
        for (String word : typed) {
            if (word.equals("-")) {
                if (inputRead) {
                    throw Failure.usage("- (standard input) can stand there only once");
                }
                inputRead = true;
                words.add(Word.data(input()));
            } else if (word.startsWith("@@")) {
                words.add(Word.word(word.substring(1)));
            } else if (word.startsWith("@")) {
                words.add(Word.data(file(word.substring(1))));
            } else {
                words.add(Word.word(word));
            }
        }
        return words;
    }

    private String file(String name) {
        try {
            Path file = directory.resolve(name);
            if (Files.size(file) > MOST) {
                throw Failure.failed("the file " + name + " is longer than " + MOST + " bytes");
            }
            return text(Files.readAllBytes(file), "the file " + name);
        } catch (InvalidPathException | NoSuchFileException e) {
            throw Failure.failed("there is no file " + name + " (an argument that begins with @ is read from a file;"
                    + " @@ stands for @ itself)");
        } catch (IOException e) {
            throw Failure.failed("can't read the file " + name + ": " + e.getMessage());
        }
    }

    private String input() {
        try {
            byte[] bytes = input.readNBytes(MOST + 1);
            if (bytes.length > MOST) {
                throw Failure.failed("standard input is longer than " + MOST + " bytes");
            }
            return text(bytes, "standard input");
        } catch (IOException e) {
            throw Failure.failed("can't read standard input: " + e.getMessage());
        }
    }

    private static String text(byte[] bytes, String what) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Failure.failed(what + " isn't UTF-8 text");
        }
    }
}
