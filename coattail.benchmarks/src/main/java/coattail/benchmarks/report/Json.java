// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

import coattail.benchmarks.measure.Series;

/** For programs that compare runs; docs/benchmarks.md says what is in it. */
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Json() {}

    /** What becomes of the rounds of one figure. */
    private interface Summary {
        Spread of(Figure figure, Series series, int inFlight);
    }

    /** Writes a file anew. */
    public static void write(Path file, Setting setting, Results results) throws IOException {
        var root = new LinkedHashMap<String, Object>();
        root.put("benchmark", "perform");
        root.put("setting", setting);
        root.put("results", rows(results, results.series(), results::absolute));
        root.put("base", Results.BASE.key());
        root.put("ratios", rows(results, results.compared(), results::ratio));
        root.put("samples", results.samples().stream().map(Json::sample).toList());
        MAPPER.writeValue(file.toFile(), root);
    }

    /** Writes a file anew. */
    public static void write(Path file, Map<String, ?> figures) throws IOException {
        MAPPER.writeValue(file.toFile(), figures);
    }

    private static List<Map<String, Object>> rows(Results results, List<Series> series, Summary summary) {
        var rows = new ArrayList<Map<String, Object>>();
        for (int inFlight : results.inFlight()) {
            for (var each : series) {
                var row = new LinkedHashMap<String, Object>();
                row.put("inFlight", inFlight);
                row.put("series", each.key());
                for (var figure : Figure.values()) {
                    row.put(figure.key(), summary.of(figure, each, inFlight));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static Map<String, Object> sample(Sample sample) {
        var row = new LinkedHashMap<String, Object>();
        row.put("round", sample.round());
        row.put("inFlight", sample.inFlight());
        row.put("series", sample.series().key());
        row.put("calls", sample.measured().calls());
        for (var figure : Figure.values()) {
            row.put(figure.key(), figure.of(sample));
        }
        row.put("max", sample.measured().max() / 1e3);
        return row;
    }
}
