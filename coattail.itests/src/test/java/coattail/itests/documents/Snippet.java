// SPDX-License-Identifier: Apache-2.0
package coattail.itests.documents;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A Java source file in a page. Where it begins without package and imports it gets those that it plainly means. */
record Snippet(Block block) {
    private static final Pattern TYPE =
            Pattern.compile("^(?:public )?(?:final )?(?:class|record|interface|enum) (\\w+)", Pattern.MULTILINE);
    private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);
    private static final String USUAL =
            """
            import static java.lang.System.Logger.Level.INFO;
            import java.time.Duration;
            import java.util.*;
            import org.osgi.service.component.annotations.*;
            import coattail.api.*;
            """;

    /** What the compiler says about it, warnings included; empty if nothing. */
    String compile(Path output) throws IOException {
        var source = PACKAGE.matcher(block.text()).find() ? block.text() : USUAL + block.text();
        var messages = new StringWriter();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var done = compiler.getTask(
                            messages,
                            files,
                            null,
                            List.of(
                                    "--release",
                                    "17",
                                    "-d",
                                    output.toString(),
                                    "-proc:none",
                                    "-Werror",
                                    "-Xlint:all,-classfile,-path"),
                            null,
                            List.of(new Source(name(source), source)))
                    .call();
            return done ? messages.toString() : "not compiled: " + messages;
        }
    }

    private String name(String source) {
        Matcher type = TYPE.matcher(source);
        if (!type.find()) {
            throw new AssertionError(block.place() + ": there is no type in it");
        }
        Matcher in = PACKAGE.matcher(source);
        return (in.find() ? in.group(1).replace('.', '/') + "/" : "") + type.group(1);
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("page:///" + name + Kind.SOURCE.extension), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
