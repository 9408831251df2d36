<#-- Markdown of what ships: one row for each library, by its coordinates. -->
# What ships with Twinhub

This table lists the libraries in the folder `lib/` of the distribution, with the versions and licences that their own
poms state. The build writes the same text to `bootstrap/target/third-party.md`, and a test compares the two files. The
jars ship as their authors published them, with the notices inside them.

| Library | Version | Licence |
| --- | --- | --- |
<#list dependencyMap?sort_by(["key", "artifactId"]) as entry>
<#assign project = entry.getKey()/>
<#if project.groupId != "io.twinhub">
| `${project.groupId}:${project.artifactId}` | ${project.version} | ${entry.getValue()?join(", or ")} |
</#if>
</#list>

The Explorer's page has its libraries in one file, `explorer/vendor.js` in Twinhub's own jar. Their licences are in
`explorer/vendor-licences.txt` beside it, which the hub serves with the page.

| Library | Version | Licence |
| --- | --- | --- |
| `@codemirror/autocomplete` | 6.20.4 | MIT |
| `@codemirror/commands` | 6.11.1 | MIT |
| `@codemirror/lang-json` | 6.0.2 | MIT |
| `@codemirror/lang-sql` | 6.10.0 | MIT |
| `@codemirror/language` | 6.13.1 | MIT |
| `@codemirror/lint` | 6.9.8 | MIT |
| `@codemirror/state` | 6.7.6 | MIT |
| `@codemirror/view` | 6.43.15 | MIT |
| `@lezer/common` | 1.5.5 | MIT |
| `@lezer/highlight` | 1.2.5 | MIT |
| `@lezer/json` | 1.0.3 | MIT |
| `@lezer/lr` | 1.4.12 | MIT |
| `@marijn/find-cluster-break` | 1.0.4 | MIT |
| `codemirror` | 6.0.2 | MIT |
| `crelt` | 1.0.7 | MIT |
| `htm` | 3.1.1 | Apache License 2.0 |
| `preact` | 11.2.0 | MIT |
| `style-mod` | 4.1.5 | MIT |
| `w3c-keyname` | 2.2.8 | MIT |
