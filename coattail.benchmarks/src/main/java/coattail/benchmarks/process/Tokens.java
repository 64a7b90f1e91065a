// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.process;

import java.io.IOException;
import java.nio.file.Path;

import coattail.benchmarks.measure.Issuer;

/** The tokens of a crowd, on their way from the instance to its peers. */
final class Tokens {
    private Tokens() {}

    /** Lets an instance issue so many; a line of the file for each. */
    static Path issue(Led issuer, Path directory, int count) throws IOException {
        var file = directory.resolve("tokens");
        issuer.order(Issuer.ISSUE, Integer.toString(count), file.toString());
        return file;
    }
}
