#include "html/components/file_upload.h"

#include "html/element.h"
#include "html/examples.h"
#include "html/field.h"

namespace kith::html {

Html file_upload(const FileUpload& upload) {
    const std::string same_as_name;
    const Field field = {upload.name, same_as_name, upload.label, Size::normal, false, upload.hint, upload.problems};
    const FieldParts parts = parts_of(field);
    return labelled(field, parts,
                    void_element("input", {{"class", parts.wrong ? "govuk-file-upload govuk-file-upload--error"
                                                                 : "govuk-file-upload"},
                                           {"id", parts.id},
                                           {"name", upload.name},
                                           {"type", "file"},
                                           unless_empty("accept", upload.accept),
                                           unless_empty("aria-describedby", parts.described_by)}));
}

std::vector<Example> file_upload_examples() {
    return {{"A file", file_upload({.name = "example-file",
                                    .label = "Schools file",
                                    .hint = "The register of schools, as CSV",
                                    .accept = ".csv"})}};
}

} // namespace kith::html
