// SPDX-License-Identifier: Apache-2.0
package coattail.itests.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import coattail.itests.support.Workspace;

/** The checkout that the tests run in, and its pages. */
public final class Checkout {
    static final Path ROOT = Workspace.root();

    private Checkout() {}

    /** The pages of the project: those at its root and those under {@code docs}, in the order of their names. */
    static List<Page> pages() {
        var files = new ArrayList<Path>();
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .forEach(files::add);
            var pages = new ArrayList<Page>();
            for (var file : files) {
                pages.add(Page.read(ROOT, file));
            }
            return pages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Block> blocks() {
        return pages().stream().flatMap(page -> page.blocks().stream()).toList();
    }

    public static Page page(String name) {
        return pages().stream()
                .filter(page -> page.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + name));
    }
}
