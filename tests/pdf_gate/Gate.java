// SPDX-License-Identifier: MPL-2.0
// Holds each PDF against PDF/UA-1 and PDF/A-2a with veraPDF's core, and prints each failed check on a line.

import java.io.FileInputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

public class Gate {
    static final List<PDFAFlavour> STANDARDS = List.of(PDFAFlavour.PDFUA_1, PDFAFlavour.PDFA_2_A);

    static Set<String> failures(String file, PDFAFlavour standard) throws Exception {
        Set<String> found = new LinkedHashSet<>();
        try (var in = new FileInputStream(file);
                var parser = Foundries.defaultInstance().createParser(in, standard);
                var validator = Foundries.defaultInstance().createValidator(standard, false)) {
            var result = validator.validate(parser);
            for (TestAssertion check : result.getTestAssertions()) {
                if (check.getStatus() == TestAssertion.Status.FAILED) {
                    found.add(standard + " " + check.getRuleId().getClause() + ": " + check.getMessage().replaceAll("\\s+", " ") + " " + check.getLocation().getContext());
                }
            }
            if (!result.isCompliant() && found.isEmpty()) {
                found.add(standard + ": not compliant");
            }
        }
        return found;
    }

    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String file : files) {
            for (PDFAFlavour standard : STANDARDS) {
                failures(file, standard).forEach(line -> System.out.println("FAILED " + line));
            }
        }
        System.out.println("JUDGED " + files.length);
    }
}
