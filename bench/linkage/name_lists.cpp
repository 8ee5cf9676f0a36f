#include "bench/linkage/name_lists.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

namespace kith::bench {

namespace {

constexpr std::string_view british_surnames =
    "Smith Jones Williams Taylor Brown Davies Evans Wilson Thomas Johnson Roberts Robinson Wright Thompson Walker "
    "White "
    "Edwards Hughes Green Hall Lewis Harris Clarke Patterson Jackson Wood Turner Martin Cooper Hill Ward Morris Moore "
    "Clark Lee King Baker Harrison Morgan Allen James Scott Phillips Watson Davis Parker Price Bennett Young Griffiths "
    "Mitchell Kelly Cook Carter Richardson Bailey Collins Bell Shaw Murphy Miller Cox Richards Marshall Simpson "
    "Anderson "
    "Ellis Adams Murray Webb Mills Foster Powell Knight Hunt Palmer Barnes Matthews Chapman Stevens Hargreaves Butler "
    "Russell Rogers Fisher Hunter O'Brien Lloyd Graham McDonald Ryan Byrne Walsh Reynolds Fox Dixon Gibson Barker "
    "Grant "
    "Pearson Stewart Robertson Campbell Mason Ford Reid Burton Holmes Day Rose Atkinson Payne Lawson Cole Wells Hart "
    "Bradley Dean Berry Doyle Gallagher McCarthy O'Connor O'Neill Kennedy Dunn Nolan Byron Fletcher Armstrong Wallace "
    "Hudson Riley Ashworth Holt Kay Entwistle Greenhalgh Howarth Ramsbottom Schofield Butterworth Crompton Ogden "
    "Heaton "
    "Rothwell Lomax Tattersall Kershaw Whitehead Barlow Bolton Hardman Pilkington Seddon Bamford Buckley Duckworth "
    "Nuttall "
    "Haslam Chadwick Grimshaw Hilton Unsworth Openshaw Fielding Warburton Booth Sutcliffe Midgley Hanson Wilkinson "
    "Stott "
    "Lord Mellor Hyde Royle Brooks Harvey Hawkins Perry Webster Owen Elliott Watts Spencer Gardner Crawford Henderson "
    "Coleman Osborne Lane Nicholson Freeman Saunders Andrews Carr Lambert Bates Burke Curtis Fuller Hayes Jennings "
    "Newton "
    "Potter Rice Sharp Stone Sullivan Tucker Vaughan Warren West Woods Yates Hewitt Francis Griffin Pritchard Bishop "
    "Abbott Barrett Bird Blake Boyle Bull Burgess Burns Bryant Carpenter Charlton Clayton Connolly Cross Cunningham "
    "Daly "
    "Dawson Douglas Drew Duffy Farrell Finch Fleming Flynn Forster French Gilbert Goodwin Gordon Gough Gregory Hancock "
    "Harding Hardy Higgins Hobbs Hodgson Hooper Hopkins Horton Howard Howell Humphreys Hutchinson Ingram Jarvis "
    "Jenkins "
    "Kemp Kirk Lowe Lynch Manning Marsden May McKenna Moran Morton Moss Mullen Nash Naylor Norman Norris North "
    "O'Donnell "
    "O'Leary Oliver Page Parry Parsons Peters Phelan Pollard Poole Pope Porter Pratt Preston Quinn Randall Read Rees "
    "Rhodes Rowe Savage Sheppard Short Skinner Slater Steele Stephens Stokes Storey Stringer Swift Sykes Talbot Tate "
    "Todd "
    "Townsend Turnbull Tyler Wade Walters Watkins Weaver Weston Wheeler Whittaker Wilkins Willis Winter Wolfe Wyatt";

constexpr std::array<std::string_view, 8> british_forename_lists = {
    // Women and men born before 1960, 1960 to 1984, 1985 to 2004, and since.
    "Margaret Mary Susan Patricia Christine Jean Barbara Maureen Sheila Linda Ann Carol Janet Dorothy Brenda Joan "
    "Sandra "
    "Eileen Kathleen Joyce Pauline Valerie Irene Jacqueline Elizabeth Shirley Judith Marion Hilda Edna Doreen Marjorie "
    "Rita Vera Audrey Beryl Gillian Lesley Diane Veronica Sylvia Winifred Frances Norma Rosemary Josephine Freda Annie",
    "John David Michael Peter Robert William James Brian Alan Kenneth Ronald Thomas George Anthony Derek Raymond Keith "
    "Roy Barry Colin Dennis Terence Eric Leslie Frank Geoffrey Malcolm Gordon Norman Harry Graham Stanley Arthur "
    "Albert "
    "Roger Philip Trevor Patrick Ernest Frederick Donald Douglas Edward Joseph Walter Harold Leonard Sidney Reginald",
    "Susan Julie Karen Jacqueline Deborah Tracey Jane Helen Diane Sharon Sarah Joanne Nicola Claire Lisa Michelle Emma "
    "Samantha Victoria Alison Amanda Angela Louise Kelly Rachel Catherine Elizabeth Lorraine Wendy Dawn Donna Lynn "
    "Paula "
    "Caroline Andrea Jennifer Katherine Rebecca Anna Leanne Gemma Stephanie Natalie Melanie Heather Maria Tina Kerry",
    "David Paul Andrew Mark John Michael Stephen Ian Robert Richard Christopher Peter Simon Anthony Kevin Gary Steven "
    "Martin James Philip Alan Neil Nigel Timothy Colin Graham Jonathan Nicholas William Adrian Brian Stuart Keith "
    "Thomas "
    "Craig Lee Daniel Matthew Darren Jason Scott Wayne Carl Dean Sean Barry Benjamin Edward Ryan Gareth Joseph Samuel",
    "Rebecca Laura Emma Sarah Jessica Charlotte Hannah Sophie Amy Lauren Gemma Rachel Chloe Emily Megan Katie Bethany "
    "Danielle Stephanie Victoria Samantha Jade Elizabeth Eleanor Georgia Natalie Kirsty Abigail Olivia Natasha Leah "
    "Molly "
    "Shannon Holly Zoe Lucy Kayleigh Ellie Amber Paige Jodie Courtney Alice Nicole Caitlin Hayley Kelly Melissa "
    "Rhiannon",
    "Daniel Matthew James Thomas Christopher Joshua Ryan Adam Michael Luke Jack Samuel Benjamin Joseph Liam Jordan "
    "Lewis "
    "Connor Alexander Robert Andrew Callum Nathan Ashley Jake Aaron Kieran David William George Oliver Kyle Bradley "
    "Scott "
    "Harry Dale Charles Jamie Dominic Mark Sean Curtis Reece Edward Declan Brandon Kane Elliot Patrick Jonathan "
    "Cameron",
    "Olivia Amelia Isla Ava Emily Ella Isabella Mia Poppy Grace Lily Sophie Evie Freya Charlotte Jessica Ivy Florence "
    "Willow Daisy Evelyn Phoebe Ruby Sienna Alice Rosie Matilda Millie Elsie Scarlett Harper Isabelle Chloe Erin Layla "
    "Maisie Esme Eliza Molly Imogen Lola Maya Holly Bonnie Penelope Summer Darcie Aria Luna Orla Lacey Bella Robyn "
    "Amber "
    "Elizabeth Eleanor Violet Thea Nancy Hallie Martha Lottie Mila Gracie Abigail Heidi Faith Jasmine Megan Katie Lexi",
    "Oliver George Harry Noah Jack Leo Arthur Oscar Charlie Theo Jacob Thomas Henry Freddie Archie Alfie Joshua James "
    "William Max Isaac Lucas Teddy Ethan Finley Reuben Mason Logan Alexander Joseph Samuel Daniel Benjamin Albie Hugo "
    "Tommy Louie Sonny Harrison Elijah Toby Jude Rory Frankie Luca Ronnie Harvey Jayden Riley Kai Tyler Ellis Jenson "
    "Zac "
    "Dylan Bobby Stanley Edward Michael Matthew Luke Adam Connor Callum Liam Ryan Nathan Jamie Cody Blake Ezra Felix"};

// Female and male, in the order of Naming but british.
constexpr std::array<std::string_view, 18> other_forename_lists = {
    "Fatima Aisha Zainab Maryam Khadija Amina Sana Hafsa Nadia Saima Shazia Rukhsana Shabana Nasreen Samina Farzana "
    "Rubina "
    "Tahira Yasmin Zara Iqra Sumaya Halima Safa Anisa Noor Sadia Uzma Bushra Naila Parveen Razia Rahima Nazia Salma "
    "Sofia "
    "Ayesha Mehwish Mahnoor Areeba Eshal Zoya Laiba Hira Kiran Shaista Musarat Nusrat Jamila Shireen Rabia Sidra",
    "Ali Ahmed Hassan Hussain Ibrahim Yusuf Omar Usman Bilal Imran Adnan Tariq Khalid Asif Nadeem Waseem Shahid Zahid "
    "Amir "
    "Kamran Faisal Rashid Hamza Haroon Ismail Idris Zain Ayaan Musa Rayyan Shabir Arshad Javed Iqbal Mahmood Nasir "
    "Sajid "
    "Tahir Yaqub Zubair Shoaib Rizwan Kashif Naveed Aamir Rahim Karim Salim Anwar Habib Jamal Saif Talha Umar Junaid",
    "Harpreet Manpreet Simran Jaspreet Gurpreet Jasmine Amrit Navdeep Kiranjit Balvinder Satinder Paramjit Surinder "
    "Rajinder Baljit Kulwinder Amandeep Sukhdeep Ravinder Gurleen Kirandeep Sharan Jasleen Rupinder Parminder Tejinder",
    "Gurpreet Harpreet Manpreet Jaspal Amrit Balwinder Sukhdev Kulwant Ranjit Surjit Gurdeep Hardeep Mandeep Arjan "
    "Jagdeep "
    "Satnam Davinder Rajinder Parmjit Karamjit Amardeep Jasdeep Kuldip Mohinder Narinder Sukhwinder Tejpal Gurvinder",
    "Priya Anjali Meera Nisha Pooja Kavita Sunita Anita Rekha Hina Divya Sneha Asha Usha Lata Gita Jyoti Bhavna Shreya "
    "Ananya Riya Diya Aarti Neha Deepa Radha Lakshmi Sita Varsha Nita Manisha Komal Shilpa Swati Hetal Krupa Mital",
    "Raj Amit Sanjay Vijay Rahul Anil Sunil Ashok Rakesh Dinesh Mahesh Suresh Ramesh Kiran Nikhil Rohan Arjun Dev "
    "Krishna "
    "Hitesh Jayesh Bhavesh Manish Nilesh Paresh Ketan Chirag Aarav Vivaan Ram_Kumar Vijay_Kumar Hari_Prasad Om_Prakash",
    "Mei_Ling Wai_Yan Siu_Ling Xiao_Mei Li_Na Yan_Ting Ka_Yan Wing_Sze Hoi_Yan Ya_Ting Jia_Yi Xin_Yi Yu_Xuan Zi_Han "
    "Mei_Fong Lai_Ping Suk_Yee Yuk_Lan Pui_Shan Man_Yee Tsz_Ching Hui_Min Jing_Yi Si_Qi Ying_Ying Shuk_Fan",
    "Wai_Ming Ka_Ho Chun_Kit Wing_Kin Kwok_Wai Chi_Keung Siu_Ming Tsz_Hin Hoi_Lam Zi_Xuan Hao_Yu Jun_Jie Yi_Chen "
    "Jia_Hao "
    "Kam_Wing Man_Ho Lok_Yin Ho_Yin Tak_Wah Yiu_Fai Zhi_Wei Jian_Guo Wei_Jie Ming_Hui Bo_Wen Pak_Hei",
    "Blessing Ngozi Chioma Ada Funke Yetunde Folake Amaka Ifeoma Abiola Temitope Oluwaseun Ama Akosua Abena Efua Esi "
    "Adwoa "
    "Grace Mercy Patience Comfort Joy Favour Precious Chidinma Adaeze Titilayo Bukola Simisola Onyinye Nneka Ebele "
    "Zainab",
    "Emmanuel Samuel David Daniel Oluwaseun Chukwuemeka Emeka Chidi Obinna Kwame Kofi Kwesi Yaw Kojo Ayodele Babatunde "
    "Tunde Femi Segun Kunle Oluwatobi Ikechukwu Uche Nnamdi Ibrahim Joseph Michael Victor Prince Gideon Ebenezer "
    "Chinedu",
    "Fadumo Halimo Hodan Ifrah Sahra Ayaan Hibo Nasra Ubah Amina Khadra Maryan Faiza Asha Sagal Ladan Idil Deqa Shukri "
    "Zamzam",
    "Abdi Mohamed Abdullahi Hassan Yusuf Ahmed Ali Omar Farah Warsame Jama Ismail Abdirahman Mahad Guled Liban Bashir "
    "Said "
    "Abdikarim Hussein Ibrahim Mustafa Nur Osman Khalid Mahamud",
    "Shanice Chantelle Tanisha Keisha Natalie Denise Marcia Sharon Beverley Yvonne Jasmine Aaliyah Tiana Kayla Monique "
    "Simone Michelle Angela Jade Destiny Nevaeh Amara Imani Leah Naomi Esther Ruth Gloria Merlene Paulette",
    "Marcus Jerome Leroy Winston Delroy Errol Trevor Carlton Tyrone Jermaine Dwayne Kieran Jordan Malachi Isaiah "
    "Elijah "
    "Kai Tyrell Devonte Andre Curtis Clive Desmond Everton Neville Anthony Michael Nathaniel Joshua Reece",
    "Anna Katarzyna Agnieszka Magdalena Joanna Małgorzata Monika Ewa Zofia Zuzanna Julia Maja Hanna Oliwia Aleksandra "
    "Natalia Wiktoria Alicja Paulina Karolina Justyna Beata Dorota Sylwia Izabela Łucja Żaneta Kinga Marta Barbara",
    "Piotr Krzysztof Andrzej Tomasz Paweł Michał Marcin Jakub Adam Mateusz Jan Szymon Filip Kacper Antoni Wojciech "
    "Łukasz Grzegorz Rafał Maciej Dawid Kamil Bartosz Sebastian Dominik Igor Oskar Aleksander Mariusz Zbigniew",
    "Maria Elena Ioana Andreea Alexandra Mihaela Cristina Ana Daniela Gabriela Ștefania Bianca Raluca Denisa Sofia "
    "Antonia "
    "Ilinca Larisa Roxana Simona Florentina Mădălina Nicoleta Monica Claudia Anca Diana Oana Ramona Lavinia",
    "Andrei Alexandru Mihai Ion Cristian Florin Marian Gheorghe Nicolae Vasile Ștefan Constantin Gabriel Ionuț Răzvan "
    "Bogdan Adrian Daniel David Luca Matei Darius Marius Dumitru Cătălin Sorin Viorel Robert Eduard Claudiu"};

// In the order of Naming; british, with its tail, is put together below.
constexpr std::array<std::string_view, 10> surname_lists = {
    british_surnames,
    "Khan Ahmed Hussain Ali Begum Mahmood Malik Akhtar Iqbal Shah Miah Rahman Islam Uddin Mohammed Chowdhury Bibi "
    "Mirza "
    "Butt Rashid Saeed Aslam Sheikh Qureshi Hassan Rehman Chaudhry Raja Bashir Yousaf Hamid Karim Siddiqui Abbasi "
    "Ashraf "
    "Anwar Rafiq Javed Nawaz Sadiq Farooq Zaman Kazi Sarwar Bano Afzal Latif Khalid Aziz Haq Majid Parveen Kauser Alam",
    "Singh Kaur Gill Sandhu Dhillon Sidhu Grewal Bains Dhaliwal Johal Sahota Bhogal Virdee Atwal Mann Rai Hayer Chana "
    "Matharu Panesar Purewal Kang Basra Uppal Cheema Randhawa",
    "Patel Shah Sharma Kumar Mistry Desai Joshi Parmar Chauhan Solanki Gupta Verma Mehta Pandya Trivedi Nair Reddy Rao "
    "Lad Tailor Chopra Kapoor Bhatt Vaghela Rathod Iyer Pillai Das Ghosh Sen Naik Modi Amin Dave",
    "Wong Chan Li Chen Cheung Lee Wang Lam Zhang Liu Ng Leung Ho Yip Tang Cheng Lau Huang Wu Yang Lin Tsang Chow Fung "
    "Mak "
    "Kwok Yeung Zhao Xu Zhou Ma Tse Law Hui Poon So Siu Yuen Chu Kwan He Sun Zhu Guo Luo Pang Choi Szeto Au Ip",
    "Okafor Adeyemi Mensah Owusu Okeke Adebayo Boateng Asante Eze Nwosu Obi Okonkwo Ogunleye Balogun Afolabi Appiah "
    "Osei "
    "Agyeman Addo Amoah Nwachukwu Oyelaran Akintola Onyekachi Ibe Chukwu Danso Frimpong Oladipo Adeleke Bello Sarpong "
    "Bakare Ojo Akande Olawale Opoku Antwi Acheampong Udo Ekwueme Nkrumah",
    "Mohamed Ali Ahmed Hassan Abdi Omar Yusuf Warsame Farah Jama Hussein Ibrahim Abdullahi Osman Aden Nur Ismail Adan "
    "Elmi Guled Dirie Isse Muse Salah",
    "Campbell Brown Williams Johnson Thompson Clarke Grant Francis Gordon Edwards Bailey Lewis Morgan Reid Henry "
    "Charles "
    "Joseph James Samuels Blake McKenzie Stewart Barrett Wright Douglas Morrison Palmer Simpson Richards Allen",
    "Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski Kozłowski "
    "Jankowski Mazur Kwiatkowski Krawczyk Kaczmarek Piotrowski Grabowski Zając Pawłowski Michalski Król Wieczorek "
    "Jabłoński Wróbel Nowakowski Majewski Olszewski Stępień Malinowski Jaworski Adamczyk Dudek Pawlak Górski Sikora",
    "Popa Popescu Ionescu Stan Dumitru Radu Gheorghe Stoica Rusu Munteanu Matei Constantin Șerban Lazăr Ciobanu "
    "Moldovan "
    "Ștefan Florea Nistor Marin Tudor Dinu Dobre Barbu Cristea Neagu Lungu Ene Toma Sandu Mocanu Ungureanu Ilie Bălan"};

constexpr std::string_view street_names = "High Station Church Victoria Park Mill King Queen Albert George School "
                                          "Chapel Market Manor York Bolton Bury Oak Elm "
                                          "Ash Beech Cedar Willow Birch Rowan Hawthorn Laurel Holly Maple Moor Spring "
                                          "Bridge Water Green North South West East "
                                          "Grange Orchard Meadow Hill Field Rochdale Alma Cross Grove Cambridge Oxford "
                                          "Lincoln Chester Derby Windsor Balmoral "
                                          "Milton Byron Tennyson Shelley Nelson Wellington Clarence Stanley Hope "
                                          "Garden Vale Dale Brook River Lake Castle Abbey";

// Forms used for each other; each line is one group, and two lines may share a form (Ellie of Eleanor and Elizabeth).
constexpr std::array everyday_forms = {"Elizabeth Liz Lizzie Beth Betty Libby Eliza Ellie",
                                       "Eleanor Ellie Nell Nora",
                                       "Margaret Maggie Meg Peggy Madge",
                                       "Catherine Cath Cathy Kate Katie",
                                       "Katherine Kath Kathy Kate Katie Kitty",
                                       "Kathleen Kath Kathy",
                                       "Susan Sue Susie",
                                       "Patricia Pat Trish Tricia",
                                       "Christine Chris Chrissie Tina",
                                       "Christopher Chris Kit",
                                       "Barbara Barb Babs",
                                       "Deborah Deb Debbie Debs",
                                       "Jacqueline Jackie Jacqui",
                                       "Jennifer Jen Jenny",
                                       "Jessica Jess Jessie",
                                       "Rebecca Becky Becca Bex",
                                       "Samantha Sam Sammy",
                                       "Samuel Sam Sammy",
                                       "Stephanie Steph",
                                       "Victoria Vicky Tori Vic",
                                       "Victor Vic",
                                       "Alexandra Alex Lexi Sandra Sasha",
                                       "Alexander Alex Alec Sandy Xander",
                                       "Abigail Abi Abbie Gail",
                                       "Amanda Mandy",
                                       "Angela Angie Ange",
                                       "Bethany Beth",
                                       "Charlotte Charlie Lottie",
                                       "Charles Charlie Chuck Chas",
                                       "Danielle Dani",
                                       "Daniel Dan Danny",
                                       "Dorothy Dot Dotty Dolly",
                                       "Emily Em Emmie Milly",
                                       "Frances Fran Frankie",
                                       "Francis Frank Frankie",
                                       "Georgia Georgie",
                                       "Gillian Gill Jill",
                                       "Hannah Han",
                                       "Isabella Bella Izzy Isabel",
                                       "Isabelle Izzy Belle",
                                       "Josephine Jo Josie",
                                       "Joanne Jo",
                                       "Joanna Jo Asia",
                                       "Judith Judy",
                                       "Julie Jules",
                                       "Kimberley Kim",
                                       "Leanne Lee",
                                       "Matilda Tilly Mattie",
                                       "Megan Meg",
                                       "Melanie Mel",
                                       "Melissa Mel",
                                       "Michelle Shell Chelle",
                                       "Millie Mills",
                                       "Natalie Nat",
                                       "Natasha Tash",
                                       "Nathan Nat Nate",
                                       "Nathaniel Nat Nate Nathan",
                                       "Nicola Nicky Nikki",
                                       "Nicholas Nick Nicky",
                                       "Olivia Liv Livvy",
                                       "Pauline Paula",
                                       "Penelope Penny",
                                       "Philip Phil Pip",
                                       "Rachel Rach",
                                       "Rosemary Rose Rosie",
                                       "Sandra Sandy",
                                       "Sarah Sally Sara",
                                       "Shirley Shirl",
                                       "Theresa Terry Tess",
                                       "Terence Terry Tel",
                                       "Valerie Val",
                                       "Veronica Ronnie Vera",
                                       "Winifred Winnie Freda",
                                       "Zoe Zo",
                                       "Amelia Amy Millie Mia",
                                       "Andrew Andy Drew",
                                       "Anthony Tony Ant",
                                       "Arthur Art Artie",
                                       "Albert Bert Al Albie",
                                       "Alan Al",
                                       "Archie Archibald",
                                       "Barry Baz",
                                       "Benjamin Ben Benji",
                                       "Bradley Brad",
                                       "Brian Bri",
                                       "Callum Cal",
                                       "Cameron Cam",
                                       "David Dave Davey",
                                       "Derek Del",
                                       "Dominic Dom",
                                       "Donald Don Donny",
                                       "Edward Ed Eddie Ted Teddy Ned",
                                       "Ernest Ernie",
                                       "Ethan Eth",
                                       "Frederick Fred Freddie",
                                       "Gareth Gaz",
                                       "Gary Gaz",
                                       "Geoffrey Geoff",
                                       "George Georgie",
                                       "Gerald Gerry",
                                       "Gregory Greg",
                                       "Harold Harry Hal",
                                       "Harry Henry",
                                       "Harrison Harry",
                                       "Henry Harry Hal Hank",
                                       "Jacob Jake",
                                       "James Jim Jimmy Jamie",
                                       "Jason Jay",
                                       "Jonathan Jon Jonny",
                                       "John Jack Johnny",
                                       "Joseph Joe Joey",
                                       "Joshua Josh",
                                       "Keith Kev",
                                       "Kenneth Ken Kenny",
                                       "Kevin Kev",
                                       "Lawrence Larry Laurie",
                                       "Leonard Len Lenny Leo",
                                       "Lewis Lew Lou",
                                       "Louis Lou Louie",
                                       "Lucas Luke",
                                       "Malcolm Mal",
                                       "Martin Marty",
                                       "Matthew Matt Matty",
                                       "Michael Mike Mick Mickey",
                                       "Mitchell Mitch",
                                       "Oliver Ollie",
                                       "Oscar Oz",
                                       "Patrick Pat Paddy",
                                       "Peter Pete",
                                       "Raymond Ray",
                                       "Reginald Reg Reggie",
                                       "Richard Rick Dick Ricky Rich",
                                       "Robert Rob Bob Bobby Robbie",
                                       "Roger Rodge",
                                       "Ronald Ron Ronnie",
                                       "Russell Russ",
                                       "Sidney Sid",
                                       "Simon Si",
                                       "Stanley Stan",
                                       "Stephen Steve Ste",
                                       "Steven Steve Ste",
                                       "Stuart Stu",
                                       "Thomas Tom Tommy",
                                       "Timothy Tim",
                                       "Trevor Trev",
                                       "Walter Wally Walt",
                                       "William Will Bill Billy Liam",
                                       "Zachary Zac Zach",
                                       "Aleksandra Ola Alex",
                                       "Katarzyna Kasia Kate",
                                       "Magdalena Magda",
                                       "Małgorzata Gosia Margaret",
                                       "Agnieszka Aga Agnes",
                                       "Wiktoria Wika Victoria",
                                       "Zuzanna Zuzia",
                                       "Krzysztof Chris Krzys",
                                       "Piotr Peter",
                                       "Tomasz Tomek Tom",
                                       "Michał Michael",
                                       "Wojciech Wojtek",
                                       "Jakub Kuba Jacob",
                                       "Mateusz Matt",
                                       "Alexandru Alex Sandu",
                                       "Mihaela Michaela",
                                       "Mihai Michael",
                                       "Constantin Costel",
                                       "Gheorghe George",
                                       "Oluwaseun Seun",
                                       "Oluwatobi Tobi",
                                       "Babatunde Tunde",
                                       "Chukwuemeka Emeka",
                                       "Temitope Temi Tope",
                                       "Ikechukwu Ike",
                                       "Simran Simi",
                                       "Harpreet Harp",
                                       "Manpreet Manny",
                                       "Balwinder Bal",
                                       "Balvinder Bal",
                                       "Mohinder Mo",
                                       "Abdirahman Abdi",
                                       "Abdullahi Abdi",
                                       "Abdikarim Abdi",
                                       "Zainab Zee",
                                       "Khadija Khadi",
                                       "Sanjay San",
                                       "Priya Pri"};

constexpr std::array beginnings = {
    "Ash",    "Black", "Brad", "Brock", "Carl",  "Chester", "Cold", "Cram",  "Den", "Dun",    "East", "Ell",
    "Far",    "Fen",   "Gar",  "Glen",  "Green", "Had",     "Hal",  "Ham",   "Har", "Hather", "Hay",  "Hol",
    "Horn",   "Kel",   "Kin",  "Lang",  "Lay",   "Leth",    "Lin",  "Long",  "Mar", "Mel",    "Mid",  "Mor",
    "Nether", "New",   "Nor",  "Oak",   "Pen",   "Pick",    "Rad",  "Raven", "Red", "Rock",   "Row",  "Sal",
    "Scar",   "Shep",  "Sher", "Stan",  "Stock", "Sut",     "Swin", "Thorn", "Tre", "Ul",     "Wal",  "War",
    "Wash",   "Wet",   "Whit", "Wick",  "Win",   "Wool",    "Wor",  "Yar"};
constexpr std::array middles = {"", "en", "er", "ing", "el", "a", "is", "on", "ar", "le", "ow", "y", "un"};
constexpr std::array endings = {
    "ton",    "ham",    "ley",   "ford",  "worth", "by",      "field", "wood", "man",  "son",   "s",     "well",
    "shaw",   "den",    "croft", "bury",  "land",  "wick",    "cote",  "gate", "dale", "bank",  "over",  "stock",
    "bourne", "cliffe", "side",  "combe", "row",   "thwaite", "more",  "low",  "ster", "ridge", "mere",  "hurst",
    "house",  "stead",  "kins",  "ett",   "ell",   "er",      "ard",   "ing",  "tree", "brook", "water", "grave",
    "lock",   "wright", "hill",  "pole",  "rick",  "mond",    "pin",   "leigh"};
constexpr std::size_t tail_of_surnames = 68'000;
constexpr std::size_t tail_of_forenames = 900;
constexpr std::size_t first_modern_list = 4; // parents began to make names up

std::vector<std::string> made_up_surnames(std::span<const std::string_view> listed) {
    std::unordered_set<std::string> known;
    for (std::string_view name : listed)
        known.emplace(name);
    std::vector<std::string> names;
    Chance chance(20);
    while (names.size() < tail_of_surnames) {
        std::string name(chance.one_of(beginnings));
        if (chance.happens(45'000)) name += chance.one_of(middles);
        name += chance.one_of(endings);
        if (chance.happens(30'000) && name.back() != 's') name += "s";
        if (known.emplace(name).second) names.push_back(std::move(name));
    }
    return names;
}

std::vector<std::string> made_up_forenames() {
    constexpr std::array starts = {"Jay", "Kay", "Bray", "Tay", "Mac", "Kel", "Dar", "Bri",
                                   "Ash", "Lay", "Shay", "Ty",  "Ka",  "Ra",  "La"};
    constexpr std::array ends = {"den", "don", "la",      "leigh",  "lyn", "son", "ton", "cie",
                                 "na",  "ra",  "den-Lee", "la-Mae", "ley", "sha", "ce"};
    constexpr std::array middle = {"", "", "e", "y", "a", "i"};
    std::unordered_set<std::string> known;
    std::vector<std::string> names;
    Chance chance(21);
    while (names.size() < tail_of_forenames) {
        std::string name =
            std::string(chance.one_of(starts)) + std::string(chance.one_of(middle)) + std::string(chance.one_of(ends));
        if (known.emplace(name).second) names.push_back(std::move(name));
    }
    return names;
}

constexpr std::uint32_t surname_shift = 7; // Smith 1.2 %, the hundredth 0.1 %

std::unordered_map<std::string_view, std::vector<std::string_view>> groups_by_name() {
    std::unordered_map<std::string_view, std::vector<std::string_view>> groups;
    for (const char* group : everyday_forms) {
        const auto words = words_of(group);
        auto& forms = groups[words.front()];
        forms.insert(forms.end(), words.begin() + 1, words.end());
    }
    return groups;
}

} // namespace

NameLists::NameLists() : streets_(words_of(street_names), 12) {
    auto british = words_of(british_surnames);
    made_up_ = made_up_surnames(british);
    const std::size_t surnames = made_up_.size();
    for (auto& name : made_up_forenames())
        made_up_.push_back(std::move(name));
    british.insert(british.end(), made_up_.begin(), made_up_.begin() + static_cast<std::ptrdiff_t>(surnames));
    for (std::size_t list = 0; list < british_forename_lists.size(); ++list) {
        auto words = words_of(british_forename_lists[list]);
        if (list >= first_modern_list)
            words.insert(words.end(), made_up_.begin() + static_cast<std::ptrdiff_t>(surnames), made_up_.end());
        british_forenames_.emplace_back(std::move(words), 20);
    }
    for (std::string_view list : other_forename_lists)
        other_forenames_.emplace_back(words_of(list), 12);
    surnames_.emplace_back(std::move(british), surname_shift);
    for (std::size_t naming = 1; naming < surname_lists.size(); ++naming)
        surnames_.emplace_back(words_of(surname_lists[naming]), 4);
}

const Ranked& NameLists::forenames(Naming naming, Sex sex, int birth_year) const {
    const std::size_t man = sex == Sex::male ? 1 : 0;
    if (naming != Naming::british) return other_forenames_[(static_cast<std::size_t>(naming) - 1) * 2 + man];
    const std::size_t generation = birth_year < 1960 ? 0 : birth_year < 1985 ? 1 : birth_year < 2005 ? 2 : 3;
    return british_forenames_[generation * 2 + man];
}

const Ranked& NameLists::surnames(Naming naming) const {
    return surnames_[static_cast<std::size_t>(naming)];
}

std::string_view NameLists::english_name(Chance& chance, Sex sex) const {
    return forenames(Naming::british, sex, 1990).draw(chance);
}

std::string_view everyday_form(std::string_view forename, Chance& chance) {
    static const auto groups = groups_by_name();
    const auto group = groups.find(forename);
    return group == groups.end() ? std::string_view() : chance.one_of(group->second);
}

std::vector<std::string_view> muslim_beginnings() {
    return words_of("Abdul Noor Syed Zia Abu Ghulam Sheikh");
}

} // namespace kith::bench
