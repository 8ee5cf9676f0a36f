# Puts the files of migrations/ into the program: writes a source that holds their text.
function(kith_embed_migrations target)
    set(folder ${PROJECT_SOURCE_DIR}/migrations)
    file(GLOB files CONFIGURE_DEPENDS RELATIVE ${folder} ${folder}/*.sql)
    list(SORT files)
    set(lines "")
    set(earlier "")
    foreach(file IN LISTS files)
        if(NOT file MATCHES "^([0-9][0-9][0-9][0-9])_([a-z_]+)(\\.(sqlite|postgres))?\\.sql$")
            message(FATAL_ERROR "migrations/${file}: a migration is called NNNN_name.sql, "
                                "or NNNN_name.sqlite.sql and NNNN_name.postgres.sql")
        endif()
        set(number ${CMAKE_MATCH_1})
        set(name ${CMAKE_MATCH_2})
        set(engine "${CMAKE_MATCH_4}")
        if("${number}${engine}" IN_LIST earlier OR "${number}" IN_LIST earlier OR (NOT engine AND earlier MATCHES "${number}"))
            message(FATAL_ERROR "migrations/${file}: there is another migration ${number}")
        endif()
        list(APPEND earlier "${number}${engine}")
        set_property(DIRECTORY ${PROJECT_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${folder}/${file})

        file(READ ${folder}/${file} text)
        math(EXPR plain_number "1${number} - 10000")
        set(when "")
        if(engine STREQUAL "sqlite")
            set(when "if (!postgres) ")
        elseif(engine STREQUAL "postgres")
            set(when "if (postgres) ")
        endif()
        string(APPEND lines "    ${when}all.push_back({${plain_number}, \"${name}\", R\"migration(${text})migration\"});\n")
    endforeach()

    file(WRITE ${PROJECT_BINARY_DIR}/migrations/new.cpp
"// Made by cmake/migrations.cmake from migrations/.
#include \"db/migrate.h\"

namespace kith::db {

std::vector<Migration> migrations([[maybe_unused]] bool postgres) {
    std::vector<Migration> all;
${lines}    return all;
}

} // namespace kith::db
")
    # Copied only when it differs, so that nothing is compiled again for nothing.
    configure_file(${PROJECT_BINARY_DIR}/migrations/new.cpp ${PROJECT_BINARY_DIR}/migrations/migrations.cpp COPYONLY)
    target_sources(${target} PRIVATE ${PROJECT_BINARY_DIR}/migrations/migrations.cpp)
endfunction()
